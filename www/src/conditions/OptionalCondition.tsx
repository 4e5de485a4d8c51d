import { Checkbox } from 'antd';
import { useState } from 'react';
import { type Condition, EVERYONE } from '../data/definitions';
import { ConditionField } from './ConditionField';

interface Props {
  label: string;
  value?: Condition | null;
  onChange?: (condition: Condition | null) => void;
}

/** A condition that may be left out. */
export function OptionalCondition({ label, value, onChange }: Props) {
  const [last, setLast] = useState(value ?? EVERYONE);
  const change = (condition: Condition) => {
    setLast(condition);
    onChange?.(condition);
  };
  return (
    <div className="stack" style={{ gap: 10 }}>
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? last : null)}>
        {label}
      </Checkbox>
      {value && <ConditionField value={value} onChange={change} />}
    </div>
  );
}
