import { Card, Select } from 'antd';
import { Suspense, useState } from 'react';
import { Answered } from '../../../components/Answered';
import { later } from '../../../components/later';
import { Waiting } from '../../../components/Waiting';
import { scoreUnit } from '../../../data/scores';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';

const TrendChart = later(() => import('./TrendChart'));

const MONTHS = 12;

/** How a score of a customer developed over the last months. */
export function ScoreTrend({ customer: { id, scores: all } }: { customer: Customer }) {
  const { scores: words } = useText();
  const [chosen, setChosen] = useState('');
  // The number of a group neither rises nor falls.
  const scores = all.filter((one) => scoreUnit(one.id) !== 'group');
  const score = scores.find((one) => one.id === chosen) ?? scores[0];
  const answer = useAnswer(
    (engine, now) => (score ? engine.scoreHistory(id, score.id, { now, months: MONTHS }) : null),
    [id, score?.id],
  );
  if (!score) return null;
  const options = scores.map((one) => ({ value: one.id, label: one.name }));
  const select = (
    <Select
      size="small"
      aria-label={words.choose}
      style={{ width: 170 }}
      value={score.id}
      options={options}
      onChange={setChosen}
    />
  );
  return (
    <Card size="small" title={words.trend} extra={select} data-testid="score-trend">
      <Answered answer={answer}>
        {(history) =>
          history.some(({ value }) => typeof value === 'number') ? (
            <>
              <span className="muted small">{words.months(MONTHS)}</span>
              <Suspense fallback={<Waiting />}>
                <TrendChart score={score} history={history} />
              </Suspense>
            </>
          ) : (
            <span className="muted">{words.none}</span>
          )
        }
      </Answered>
    </Card>
  );
}
