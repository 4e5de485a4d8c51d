import { Card } from 'antd';
import type { WorkerEngine } from 'kehu/worker';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import type { ScoreDef } from '../../../data/definitions';
import type { FittedScore, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { bucketCounts } from './buckets';
import { type Bar, DistributionChart } from './DistributionChart';
import { FitButton } from './FitButton';
import { Fitted } from './Fitted';

interface Distribution {
  name: string;
  bars: Bar[];
}

/** How many customers are in each bucket of each score; those that no customer has are only named. */
export function Distributions({ scores }: { scores: ScoreDef[] }) {
  const text = useText();
  const { language } = useSession().state;
  const [fitted, setFitted] = useState<FittedScore[] | null>(null);
  const hasForecast = scores.some(({ predict }) => predict);
  const answer = useAnswer(
    (engine, now) => Promise.all(scores.map((score) => distributionOf(engine, score, now, language))),
    [scores.map(({ id }) => id).join(' '), language],
  );
  return (
    <Card title={text.rfm.scores} extra={hasForecast && <FitButton onFitted={setFitted} />}>
      {fitted && <Fitted scores={fitted} />}
      <Answered answer={answer}>{(all) => <Charts all={all} />}</Answered>
    </Card>
  );
}

function Charts({ all }: { all: Distribution[] }) {
  const { rfm } = useText();
  const { language } = useSession().state;
  const [told, empty] = [all.filter(isTold), all.filter((one) => !isTold(one))];
  const names = new Intl.ListFormat(language).format(empty.map(({ name }) => name));
  return (
    <div className="stack">
      <div className="grid-3">
        {told.map(({ name, bars }) => (
          <section key={name} className="stack" style={{ gap: 6 }} aria-label={name}>
            <strong>{name}</strong>
            <DistributionChart label={rfm.distribution(name)} bars={bars} />
          </section>
        ))}
      </div>
      {empty.length > 0 && <span className="muted">{rfm.noScore(names)}</span>}
    </div>
  );
}

const isTold = ({ bars }: Distribution): boolean => bars.some(({ count }) => count > 0);

async function distributionOf(
  engine: WorkerEngine,
  { id, name, buckets = [] }: ScoreDef,
  now: string,
  language: Language,
): Promise<Distribution> {
  const ids = buckets.map((bucket) => bucket.id);
  const counts = await bucketCounts(engine, id, ids, now);
  const bars = buckets.map((bucket, place) => ({ name: bucket.name[language], count: counts[place] ?? 0 }));
  return { name: name[language], bars };
}
