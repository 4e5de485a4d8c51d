import { Checkbox, InputNumber, Select } from 'antd';
import { type Period, UNITS, type Unit } from '../data/definitions';
import { useText } from '../i18n/useText';

interface Props {
  label: string;
  period: Period;
  onChange: (period: Period) => void;
  units?: readonly Unit[];
  /** Whether whole units of the calendar can be chosen. */
  hasCalendar?: boolean;
}

/** A stretch of time: how many of which unit. */
export function PeriodInput({ label, period, onChange, units = UNITS, hasCalendar = false }: Props) {
  const { builder } = useText();
  const options = units.map((value) => ({ value, label: builder.units[value] }));
  const { calendar, ...rolling } = period;
  return (
    <span className="row" style={{ gap: 6 }}>
      <InputNumber
        aria-label={label}
        min={1}
        max={65_535}
        style={{ width: 76 }}
        value={period.last}
        onChange={(last) => onChange({ ...period, last: last ?? 1 })}
      />
      <Select
        aria-label={`${label} ${builder.unit}`}
        value={period.unit}
        options={options}
        popupMatchSelectWidth={false}
        style={{ width: 'auto', minWidth: 76 }}
        onChange={(unit) => onChange({ ...period, unit })}
      />
      {hasCalendar && (
        <Checkbox
          checked={calendar ?? false}
          onChange={({ target }) => onChange(target.checked ? { ...rolling, calendar: true } : rolling)}
        >
          {builder.calendar}
        </Checkbox>
      )}
    </span>
  );
}
