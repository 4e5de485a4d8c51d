import { Card, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { OneOf } from '../../../components/OneOf';
import { eventTypes } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { CohortTable, type Shown } from './CohortTable';

const UNITS = ['week', 'month', 'quarter'] as const;
const PERIODS = 12;
/** In the select, for coming back by what it began with. */
const SAME = '';

/** How many of those who began at one time came back later. */
export default function CohortsTab() {
  const { cohorts: words } = useText().analytics;
  const events = eventTypes(useSession().state.language);
  const [began, setBegan] = useState('order');
  const [came, setCame] = useState(SAME);
  const [unit, setUnit] = useState<(typeof UNITS)[number]>('month');
  const [shown, setShown] = useState<Shown>('rate');
  const answer = useAnswer(
    (engine, now) =>
      engine.cohorts({ now, unit, periods: PERIODS, began: { event: began }, ...(came && { came: { event: came } }) }),
    [unit, began, came],
  );
  const units = UNITS.map((value) => ({ value, label: words.units[value] }));
  const ways = (['rate', 'count'] as const).map((value) => ({ value, label: words.shades[value] }));
  return (
    <div className="stack">
      <div className="row filters" style={{ alignItems: 'flex-end' }}>
        <Labelled label={words.began}>
          {(id) => <OneOf id={id} options={events} value={began} onChange={setBegan} />}
        </Labelled>
        <Labelled label={words.came}>
          {(id) => (
            <OneOf
              id={id}
              options={events}
              value={came}
              first={{ value: SAME, label: words.same }}
              onChange={setCame}
            />
          )}
        </Labelled>
        <Segmented className="auto" aria-label={words.unit} value={unit} options={units} onChange={setUnit} />
      </div>
      <Card
        title={words.title}
        extra={<Segmented size="small" aria-label={words.shade} value={shown} options={ways} onChange={setShown} />}
      >
        <Answered answer={answer}>
          {(cohorts) =>
            cohorts.rows.some(({ size }) => size > 0) ? (
              <CohortTable cohorts={cohorts} shown={shown} />
            ) : (
              <Empty description={words.none} />
            )
          }
        </Answered>
      </Card>
    </div>
  );
}
