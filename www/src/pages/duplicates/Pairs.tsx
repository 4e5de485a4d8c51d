import { Card, Empty } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { useText } from '../../i18n/useText';
import { useAnswer } from '../../state/useAnswer';
import { PairDetail } from './PairDetail';
import { PairList } from './PairList';
import { keyOf, type PairsOf, QUERIES } from './pairs';

/** Pairs fetched at a time. */
const PAGE = 40;

/** The pairs of a list, and the one of them that is looked at. */
export function Pairs({ list }: { list: PairsOf }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const answer = useAnswer((engine) => engine.duplicates({ ...QUERIES[list], limit: PAGE }), [list]);
  return (
    <Answered answer={answer}>
      {({ pairs }) => {
        const current = pairs.find((pair) => keyOf(pair) === chosen) ?? pairs[0];
        if (!current) return <Nothing />;
        return (
          <div className="grid-side">
            <PairList pairs={pairs} current={current} onChoose={setChosen} />
            <PairDetail key={keyOf(current)} pair={current} />
          </div>
        );
      }}
    </Answered>
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
