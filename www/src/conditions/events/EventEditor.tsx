import { Select } from 'antd';
import { useText } from '../../i18n/useText';
import { type EventTest, isHabit, MEASURES, measureOf, withMeasure } from './eventTest';
import { MeasureFields } from './MeasureFields';
import { TypesSelect } from './TypesSelect';
import { WhereFields } from './WhereFields';
import { WindowFields } from './WindowFields';

export interface EventProps {
  test: EventTest;
  onChange: (test: EventTest) => void;
}

/** A test of events: of which types, when, what is asked of them, and which of them count. */
export function EventEditor({ test, onChange }: EventProps) {
  const text = useText();
  const { events } = text.builder;
  const measure = measureOf(test);
  return (
    <div className="event-test">
      <div className="row">
        <TypesSelect label={events.types} test={test} onChange={onChange} />
        {!isHabit(measure) && <WindowFields test={test} onChange={onChange} />}
      </div>
      <div className="row">
        <Select
          aria-label={events.measure}
          value={measure}
          options={MEASURES.map((value) => ({ value, label: events.measures[value] }))}
          popupMatchSelectWidth={false}
          onChange={(next) => onChange(withMeasure(test, next))}
        />
        <MeasureFields test={test} onChange={onChange} />
      </div>
      <WhereFields test={test} onChange={onChange} />
    </div>
  );
}
