import { useState } from 'react';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { DecisionTally } from './DecisionTally';
import { LearnButton } from './LearnButton';
import { Learned } from './Learned';
import { ListChoice } from './ListChoice';
import { Pairs } from './Pairs';
import type { List } from './pairs';
import { Refusals } from './Refusals';
import { WhyNot } from './WhyNot';

/** Pairs of records that are, or may be, one customer: look, and decide. */
export default function DuplicatesPage() {
  const text = useText();
  const { learned } = useSession().state;
  const [list, setList] = useState<List>('review');
  return (
    <div className="stack">
      <Heading
        title={text.duplicates.title}
        lead={text.duplicates.lead}
        extra={<ListChoice list={list} onChoose={setList} />}
      />
      <div className="spread">
        <DecisionTally />
        <LearnButton />
      </div>
      {learned && <Learned outcome={learned} />}
      {list === 'refused' ? <Refusals /> : <Pairs key={list} list={list} />}
      <WhyNot />
    </div>
  );
}
