import { Input, Select } from 'antd';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { PeriodInput } from '../PeriodInput';
import { WINDOWS, type Windowed, windowOf, withWindow } from './eventTest';

interface Props<T extends Windowed> {
  test: T;
  onChange: (test: T) => void;
}

/** When the events count. */
export function WindowFields<T extends Windowed>({ test, onChange }: Props<T>) {
  const { events } = useText().builder;
  const kind = windowOf(test);
  return (
    <span className="row">
      <Select
        aria-label={events.window}
        value={kind}
        options={WINDOWS.map((value) => ({ value, label: events.windows[value] }))}
        popupMatchSelectWidth={false}
        onChange={(next) => onChange(withWindow(test, next))}
      />
      {test.within && (
        <PeriodInput
          label={events.windows.within}
          hasCalendar
          period={test.within}
          onChange={(within) => onChange({ ...test, within })}
        />
      )}
      {test.within && test.not_within && events.windows.not_within}
      {test.not_within && (
        <PeriodInput
          label={events.windows.not_within}
          period={test.not_within}
          onChange={(not_within) => onChange({ ...test, not_within })}
        />
      )}
      {test.between && <BetweenFields test={test} onChange={onChange} />}
      {test.since && <SinceFields test={test} onChange={onChange} />}
    </span>
  );
}

function BetweenFields<T extends Windowed>({ test, onChange }: Props<T>) {
  const { events } = useText().builder;
  const end = (key: 'from' | 'to') => (
    <Input
      type="date"
      aria-label={events[key]}
      style={{ width: 150 }}
      value={test.between?.[key] ?? ''}
      onChange={({ target }) => {
        const { [key]: _, ...other } = test.between ?? {};
        onChange({ ...test, between: target.value ? { ...other, [key]: target.value } : other });
      }}
    />
  );
  return (
    <span className="row">
      {end('from')} – {end('to')}
    </span>
  );
}

/** In the select, for the stage in which the customer is. */
const PRESENT = '';

function SinceFields<T extends Windowed>({ test, onChange }: Props<T>) {
  const { events } = useText().builder;
  const { language } = useSession().state;
  const stages = ruleset().stages.map(({ id, name }) => ({ value: id, label: name[language] }));
  const stage = test.since?.stage;
  return (
    <Select
      aria-label={events.stage}
      value={typeof stage === 'string' ? stage : PRESENT}
      options={[{ value: PRESENT, label: events.presentStage }, ...stages]}
      popupMatchSelectWidth={false}
      onChange={(id) => onChange({ ...test, since: { stage: id === PRESENT ? true : id } })}
    />
  );
}
