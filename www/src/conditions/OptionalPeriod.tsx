import { Checkbox } from 'antd';
import type { Period } from '../data/definitions';
import { PeriodInput } from './PeriodInput';

interface Props {
  /** What is ticked to have one. */
  has: string;
  /** What the period is called. */
  label: string;
  first: Period;
  value?: Period | null;
  onChange?: (period: Period | null) => void;
}

/** A stretch of time that may be left out. */
export function OptionalPeriod({ has, label, first, value, onChange }: Props) {
  return (
    <div className="row">
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? first : null)}>
        {has}
      </Checkbox>
      {value && <PeriodInput label={label} period={value} onChange={(period) => onChange?.(period)} />}
    </div>
  );
}
