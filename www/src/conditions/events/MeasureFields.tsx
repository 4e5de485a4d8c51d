import { InputNumber, Select } from 'antd';
import { useText } from '../../i18n/useText';
import { PeriodInput } from '../PeriodInput';
import { AggregateFields } from './AggregateFields';
import type { EventProps } from './EventEditor';
import { measureOf, type Pause } from './eventTest';
import { NumberTestFields } from './NumberTestFields';
import { RegularFields } from './RegularFields';

const STREAKS = ['day', 'week', 'month'] as const;

/** What the question asked of the events needs to know. */
export function MeasureFields({ test, onChange }: EventProps) {
  const { count, agg, first_time, stopped, restarted, regularly } = test;
  const { events } = useText().builder;
  if (agg) return <AggregateFields test={test} onChange={onChange} />;
  if (count && measureOf(test) === 'count')
    return (
      <NumberTestFields unit={events.times} test={count} onChange={(next) => onChange({ ...test, count: next })} />
    );
  if (test.streak) return <StreakFields test={test} onChange={onChange} />;
  if (first_time)
    return (
      <PeriodInput
        label={events.measures.first_time ?? ''}
        period={first_time}
        onChange={(next) => onChange({ ...test, first_time: next })}
      />
    );
  if (stopped) return <PauseFields pause={stopped} onChange={(next) => onChange({ ...test, stopped: next })} />;
  if (restarted) return <PauseFields pause={restarted} onChange={(next) => onChange({ ...test, restarted: next })} />;
  return regularly ? <RegularFields test={test} onChange={onChange} /> : null;
}

function StreakFields({ test, onChange }: EventProps) {
  const { builder } = useText();
  const streak = test.streak ?? { unit: 'day', n: 1 };
  return (
    <span className="row">
      <InputNumber
        aria-label={builder.events.inARow}
        min={1}
        style={{ width: 76 }}
        value={streak.n}
        onChange={(n) => onChange({ ...test, streak: { ...streak, n: n ?? 1 } })}
      />
      <Select
        aria-label={builder.unit}
        value={streak.unit}
        options={STREAKS.map((value) => ({ value, label: builder.units[value] }))}
        onChange={(unit) => onChange({ ...test, streak: { ...streak, unit } })}
      />
      {builder.events.inARow}
    </span>
  );
}

function PauseFields({ pause, onChange }: { pause: Pause; onChange: (pause: Pause) => void }) {
  const { events } = useText().builder;
  return (
    <span className="row">
      {events.active}
      <PeriodInput label={events.active} period={pause.active} onChange={(active) => onChange({ ...pause, active })} />
      {events.silent}
      <PeriodInput label={events.silent} period={pause.silent} onChange={(silent) => onChange({ ...pause, silent })} />
    </span>
  );
}
