import { Card, Empty, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Answered } from '../../../components/Answered';
import { type AskIds, MemberTable } from '../../../components/MemberTable';
import type { ScoreDef } from '../../../data/definitions';
import { formatNumber } from '../../../data/format';
import { rowsOf } from '../../../data/rfm';
import type { RfmMatrix as Matrix } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { RfmClasses } from './RfmClasses';
import { RfmMatrix, type Shade } from './RfmMatrix';

/** Customers that were chosen, and what they have in common. */
export interface Chosen {
  title: string;
  total: number;
  ask: AskIds;
}

/** Recency and frequency of all who bought, the classes, and the customers of what was chosen. */
export function RfmCard({ score }: { score: ScoreDef }) {
  const text = useText();
  const answer = useAnswer((engine, now) => engine.rfm(score.id, { now, limit: 0 }), [score.id]);
  const [shade, setShade] = useState<Shade>('customers');
  const shades = (['customers', 'money'] as const).map((value) => ({ value, label: text.rfm[value] }));
  return (
    <Card
      title={text.rfm.title}
      extra={<Segmented size="small" aria-label={text.rfm.shade} value={shade} options={shades} onChange={setShade} />}
    >
      <Answered answer={answer}>
        {(all) =>
          all.customers > 0 ? <Rfm score={score.id} all={all} shade={shade} /> : <Empty description={text.rfm.none} />
        }
      </Answered>
    </Card>
  );
}

function Rfm({ score, all, shade }: { score: string; all: Matrix; shade: Shade }) {
  const text = useText();
  const { language } = useSession().state;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const cells = useMemo(() => rowsOf(all), [all]);
  return (
    <div className="stack">
      <span className="muted">{text.rfm.hint}</span>
      <div className="grid-rfm">
        <RfmMatrix score={score} cells={cells} shade={shade} onChoose={setChosen} />
        <RfmClasses score={score} classes={all.classes} onChoose={setChosen} />
      </div>
      {chosen && (
        <section className="stack" style={{ gap: 8 }} data-testid="rfm-customers">
          <strong aria-live="polite">{text.rfm.of(chosen.title, formatNumber(chosen.total, language))}</strong>
          <MemberTable of={chosen} ask={chosen.ask} total={chosen.total} title={chosen.title} />
        </section>
      )}
    </div>
  );
}
