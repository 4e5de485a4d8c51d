import { Checkbox } from 'antd';
import { PeriodInput } from '../../conditions/PeriodInput';
import type { Period } from '../../data/definitions';
import { useText } from '../../i18n/useText';

const FIRST: Period = { last: 30, unit: 'day' };

interface Props {
  value?: Period | null;
  onChange?: (period: Period | null) => void;
}

/** How long a rule rests for a customer, if it does. */
export function CooldownInput({ value, onChange }: Props) {
  const { rules } = useText();
  return (
    <div className="row">
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? FIRST : null)}>
        {rules.hasCooldown}
      </Checkbox>
      {value && <PeriodInput label={rules.cooldown} period={value} onChange={(period) => onChange?.(period)} />}
    </div>
  );
}
