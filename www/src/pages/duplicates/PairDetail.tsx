import { Card, Statistic } from 'antd';
import { Suspense } from 'react';
import { later } from '../../components/later';
import { Waiting } from '../../components/Waiting';
import { bits, formatPercent, signed } from '../../data/format';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { DecisionButtons } from './DecisionButtons';
import { PairFields } from './PairFields';

/** Charts come with a large library, which only this page needs. */
const WeightChart = later(() => import('./WeightChart'));

/** One pair: both records side by side, the evidence, and the decision. */
export function PairDetail({ pair }: { pair: Pair }) {
  const text = useText();
  const { language } = useSession().state;
  return (
    <div className="stack">
      <Card>
        <div className="spread">
          <div className="metric">
            <Statistic title={text.duplicates.probability} value={formatPercent(pair.probability, language)} />
            <Statistic
              title={text.duplicates.weight}
              value={signed(bits(pair.weight))}
              suffix={<span className="small muted">{text.duplicates.bit}</span>}
            />
          </div>
          <DecisionButtons pair={pair} />
        </div>
      </Card>
      <PairFields pair={pair} />
      <Card title={text.duplicates.evidence}>
        <p className="muted small" style={{ marginTop: 0 }}>
          {text.duplicates.evidenceHint}
        </p>
        <Suspense fallback={<Waiting />}>
          <WeightChart pair={pair} />
        </Suspense>
      </Card>
    </div>
  );
}
