import { InputNumber, Segmented, Select } from 'antd';
import { PeriodInput } from '../../../conditions/PeriodInput';
import type { Wait } from '../../../data/journeys';
import { fieldLabel, ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

const WEEK = { last: 7, unit: 'day' as const };

interface Props {
  value?: Wait;
  onChange?: (wait: Wait) => void;
}

/** How long is waited: some time, or until a day that the customer's data names. */
export function WaitInput({ value = { for: WEEK }, onChange }: Props) {
  const { journeys: words } = useText();
  const { language } = useSession().state;
  const dates = ruleset().fields.filter(({ kind }) => kind === 'date');
  const kind = value.for ? 'for' : 'until';
  const kinds = [
    { value: 'for' as const, label: words.waitFor },
    { value: 'until' as const, label: words.waitUntil, disabled: dates.length === 0 },
  ];
  const become = (next: 'for' | 'until') =>
    onChange?.(next === 'for' ? { for: WEEK } : { until: dates[0]?.name ?? '', days: 0 });
  return (
    <div className="row">
      <Segmented size="small" aria-label={words.sorts.wait} value={kind} options={kinds} onChange={become} />
      {value.for && (
        <PeriodInput label={words.waitFor} period={value.for} onChange={(period) => onChange?.({ for: period })} />
      )}
      {!value.for && (
        <>
          <Select
            aria-label={words.field}
            style={{ minWidth: 150 }}
            value={value.until}
            options={dates.map(({ name }) => ({ value: name, label: fieldLabel(name, language) }))}
            onChange={(until) => onChange?.({ ...value, until })}
          />
          {words.days}
          <InputNumber
            aria-label={words.days}
            style={{ width: 90 }}
            precision={0}
            value={value.days ?? 0}
            onChange={(days) => onChange?.({ ...value, days: days ?? 0 })}
          />
        </>
      )}
    </div>
  );
}
