import { Card } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import type { ScoreDef } from '../../../data/definitions';
import type { FittedScore } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { bucketCounts } from './buckets';
import { DistributionChart } from './DistributionChart';
import { FitButton } from './FitButton';
import { Fitted } from './Fitted';

/** How many customers are in each bucket of each score. */
export function Distributions({ scores }: { scores: ScoreDef[] }) {
  const text = useText();
  const [fitted, setFitted] = useState<FittedScore[] | null>(null);
  const hasForecast = scores.some(({ predict }) => predict);
  return (
    <Card title={text.rfm.scores} extra={hasForecast && <FitButton onFitted={setFitted} />}>
      {fitted && <Fitted scores={fitted} />}
      <div className="grid-3">
        {scores.map((score) => (
          <Distribution key={score.id} score={score} />
        ))}
      </div>
    </Card>
  );
}

function Distribution({ score }: { score: ScoreDef }) {
  const text = useText();
  const { language } = useSession().state;
  const buckets = score.buckets ?? [];
  const answer = useAnswer(
    (engine, now) =>
      bucketCounts(
        engine,
        score.id,
        buckets.map(({ id }) => id),
        now,
      ),
    [score.id],
  );
  const name = score.name[language];
  return (
    <section className="stack" style={{ gap: 6 }} aria-label={name}>
      <strong>{name}</strong>
      <Answered answer={answer}>
        {(counts) =>
          counts.some((count) => count > 0) ? (
            <DistributionChart
              label={text.rfm.distribution(name)}
              bars={buckets.map((bucket, place) => ({
                name: bucket.name[language],
                count: counts[place] ?? 0,
              }))}
            />
          ) : (
            <span className="muted">{text.rfm.noScore}</span>
          )
        }
      </Answered>
    </section>
  );
}
