import { Card, Segmented } from 'antd';
import { Suspense, useState } from 'react';
import { Answered } from '../../components/Answered';
import { Figure } from '../../components/Figure';
import { Heading } from '../../components/Heading';
import { later } from '../../components/later';
import { Waiting } from '../../components/Waiting';
import { formatMoney, formatNumber, formatPercent } from '../../data/format';
import { lastDays } from '../../data/time';
import type { FunnelStage } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { BottleneckNote } from './BottleneckNote';
import { StageTable } from './StageTable';

const FunnelChart = later(() => import('./FunnelChart'));

/** The times to look at, in days; 0 is all. */
const PERIODS = [0, 365, 90] as const;

/** How customers come from stage to stage, and where most of them stay behind. */
export default function FunnelPage() {
  const text = useText();
  const { language } = useSession().state;
  const [days, setDays] = useState<(typeof PERIODS)[number]>(0);
  const answer = useAnswer((engine, now) => engine.funnel({ now, ...lastDays(now, days) }), [days]);
  const periods = PERIODS.map((value) => ({ value, label: text.funnel.periods[value] }));
  return (
    <div className="stack">
      <Heading
        title={text.funnel.title}
        lead={text.funnel.lead}
        extra={<Segmented aria-label={text.funnel.period} value={days} options={periods} onChange={setDays} />}
      />
      <Answered answer={answer}>
        {({ customers, stages, expected, bottleneck }) => (
          <>
            <div className="grid-4">
              <Figure title={text.customers.title} value={formatNumber(customers, language)} />
              <Figure title={text.funnel.furthest} value={formatPercent(shareOfLast(stages), language)} />
              <Figure title={text.funnel.stuck} value={formatNumber(stuckIn(stages), language)} />
              {Number(expected) > 0 && (
                <Figure title={text.funnel.expectedTotal} value={formatMoney(expected ?? 0, language)} />
              )}
            </div>
            <BottleneckNote bottleneck={bottleneck} />
            <Card title={text.funnel.chart}>
              <Suspense fallback={<Waiting />}>
                <FunnelChart stages={stages} />
              </Suspense>
            </Card>
            <StageTable stages={stages} />
          </>
        )}
      </Answered>
    </div>
  );
}

const stuckIn = (stages: FunnelStage[]): number => stages.reduce((sum, { stuck }) => sum + stuck, 0);

/** Which share of those who came to the first stage came to the last. */
function shareOfLast(stages: FunnelStage[]): number {
  const [first, last] = [stages[0]?.reached ?? 0, stages.at(-1)?.reached ?? 0];
  return first > 0 ? last / first : 0;
}
