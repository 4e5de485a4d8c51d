import { Card, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { Heading } from '../../components/Heading';
import { formatNumber } from '../../data/format';
import type { TrainOutcome } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { DecisionTally } from './DecisionTally';
import { LearnButton } from './LearnButton';
import { Learned } from './Learned';
import { PairDetail } from './PairDetail';
import { PairList } from './PairList';
import { type Decision, keyOf } from './pairs';
import { WhyNot } from './WhyNot';

/** Pairs fetched at a time. */
const PAGE = 40;

/** Pairs of records that are, or may be, one customer: look, and decide. */
export default function DuplicatesPage() {
  const text = useText();
  const [decision, setDecision] = useState<Decision>('review');
  const [learned, setLearned] = useState<TrainOutcome | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const counts = useAnswer(async (engine) => {
    const ask = async (wanted: Decision) => (await engine.duplicates({ decision: wanted, limit: 0 })).total;
    return { review: await ask('review'), match: await ask('match') };
  }, []);
  const pairs = useAnswer((engine) => engine.duplicates({ decision, limit: PAGE }), [decision]);
  const { language } = useSession().state;
  const label = (wanted: Decision) => {
    const count = counts.value ? ` ${formatNumber(counts.value[wanted], language)}` : '';
    return { value: wanted, label: `${text.duplicates[wanted]}${count}` };
  };
  return (
    <div className="stack">
      <Heading
        title={text.duplicates.title}
        lead={text.duplicates.lead}
        extra={<Segmented value={decision} options={[label('review'), label('match')]} onChange={setDecision} />}
      />
      <div className="spread">
        <DecisionTally />
        <LearnButton onLearned={setLearned} />
      </div>
      {learned && <Learned outcome={learned} />}
      <Answered answer={pairs}>
        {(page) => {
          const open = page.pairs;
          const current = open.find((pair) => keyOf(pair) === chosen) ?? open[0];
          if (!current) return <Nothing />;
          return (
            <div className="grid-side">
              <PairList pairs={open} current={current} onChoose={setChosen} />
              <PairDetail key={keyOf(current)} pair={current} />
            </div>
          );
        }}
      </Answered>
      <WhyNot />
    </div>
  );
}

function Nothing() {
  const text = useText();
  return (
    <Card>
      <Empty description={text.duplicates.done}>
        <span className="muted">{text.duplicates.doneHint}</span>
      </Empty>
    </Card>
  );
}
