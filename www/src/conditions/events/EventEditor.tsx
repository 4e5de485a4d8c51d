import { Select } from 'antd';
import { eventTypes } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { type EventTest, isHabit, MEASURES, measureOf, typesOf, withMeasure, withTypes } from './eventTest';
import { MeasureFields } from './MeasureFields';
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
  const { language } = useSession().state;
  const measure = measureOf(test);
  return (
    <div className="event-test">
      <div className="row">
        <Select
          mode="multiple"
          style={{ minWidth: 160, flex: '1 1 160px', maxWidth: 420 }}
          maxTagCount="responsive"
          aria-label={events.types}
          placeholder={events.any}
          value={typesOf(test)}
          options={eventTypes(language)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(types) => onChange(withTypes(test, types))}
        />
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
