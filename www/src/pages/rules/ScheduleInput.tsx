import { Input, InputNumber, Select } from 'antd';
import { SCHEDULE_UNITS, type Schedule } from '../../data/definitions';
import { useText } from '../../i18n/useText';

interface Props {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
}

/** How often a rule recurs, and from what day on. */
export function ScheduleInput({ schedule, onChange }: Props) {
  const { rules, builder } = useText();
  const { from, ...rest } = schedule;
  return (
    <span className="row">
      {rules.every}
      <InputNumber
        aria-label={rules.every}
        min={1}
        style={{ width: 76 }}
        value={schedule.every}
        onChange={(every) => onChange({ ...schedule, every: every ?? 1 })}
      />
      <Select
        aria-label={builder.unit}
        style={{ width: 'auto', minWidth: 90 }}
        value={schedule.unit}
        options={SCHEDULE_UNITS.map((value) => ({ value, label: rules.scheduleUnits[value] }))}
        onChange={(unit) => onChange({ ...schedule, unit })}
      />
      {rules.from}
      <Input
        type="date"
        aria-label={rules.from}
        style={{ width: 150 }}
        value={from ?? ''}
        onChange={({ target }) => onChange(target.value ? { ...rest, from: target.value } : rest)}
      />
    </span>
  );
}
