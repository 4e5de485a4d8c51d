import { Checkbox } from 'antd';
import type { Split } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { VariantList } from './VariantList';

const FIRST: Split = {
  variants: [
    { id: 'a', weight: 45 },
    { id: 'b', weight: 45 },
  ],
  control: 10,
};

interface Props {
  value?: Split | null;
  onChange?: (split: Split | null) => void;
}

/** The experiment of a rule, if it makes one. */
export function ExperimentInput({ value, onChange }: Props) {
  const { experiment: words } = useText();
  return (
    <div className="stack" style={{ gap: 10 }}>
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? FIRST : null)}>
        {words.has}
      </Checkbox>
      {value && (
        <>
          <span className="muted small">{words.hint}</span>
          <VariantList split={value} onChange={(split) => onChange?.(split)} />
        </>
      )}
    </div>
  );
}
