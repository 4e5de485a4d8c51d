import { Alert, Card, Empty, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { OneOf } from '../../../components/OneOf';
import { eventTypes, ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { AttributionView } from './AttributionView';
import type { Measure } from './credits';

/** What counts as a contact at first, as far as the ruleset has it. */
const TOUCHES = ['visit', 'page_view', 'email_open', 'download', 'expo', 'live_stream', 'trial', 'call', 'meeting'];
const LOOKBACKS = [30, 90, 180, 365];

/** To which channels conversions are credited, by several models side by side. */
export default function AttributionTab() {
  const { attribution: words } = useText().analytics;
  const { language } = useSession().state;
  const types = eventTypes(language);
  const [event, setEvent] = useState('order');
  const [touches, setTouches] = useState(() => TOUCHES.filter((one) => types.some(({ value }) => value === one)));
  const [days, setDays] = useState(90);
  const [measure, setMeasure] = useState<Measure>('conversions');
  const value = amountOf(event);
  const answer = useAnswer(
    (engine, now) =>
      touches.length === 0
        ? null
        : engine.attribution({ now, conversion: { event }, value, touches, lookback: { last: days, unit: 'day' } }),
    [event, value, touches.join(' '), days],
  );
  const measures = (['conversions', 'value'] as const).map((one) => ({ value: one, label: words.measures[one] }));
  return (
    <div className="stack">
      <div className="row filters" style={{ alignItems: 'flex-end' }}>
        <Labelled label={words.conversion}>
          {(id) => <OneOf id={id} options={types} value={event} onChange={setEvent} />}
        </Labelled>
        <Labelled label={words.lookback}>
          {(id) => (
            <Select
              id={id}
              value={days}
              options={LOOKBACKS.map((one) => ({ value: one, label: words.days(one) }))}
              onChange={setDays}
            />
          )}
        </Labelled>
        {value && (
          <Segmented
            className="auto"
            aria-label={words.measure}
            value={measure}
            options={measures}
            onChange={setMeasure}
          />
        )}
      </div>
      <Labelled label={words.touches}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={touches}
            options={types.filter((one) => one.value !== event)}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setTouches}
          />
        )}
      </Labelled>
      {touches.length === 0 && <Alert type="info" showIcon title={words.needsTouches} />}
      <Answered answer={answer}>
        {(attribution) =>
          attribution.attributed.conversions > 0 ? (
            <AttributionView
              attribution={attribution}
              measure={value ? measure : 'conversions'}
              hasValue={value !== undefined}
            />
          ) : (
            <Card>
              <Empty description={words.none} />
            </Card>
          )
        }
      </Answered>
    </div>
  );
}

/** The property of an event that says what it is worth. */
const amountOf = (event: string): string | undefined =>
  ruleset()
    .events.find(({ id }) => id === event)
    ?.properties?.find(({ kind }) => kind === 'amount')?.name;
