import { Card } from 'antd';
import { formatPercent } from '../../data/format';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { keyOf, nameOf, sidesOf } from './pairs';

interface Props {
  pairs: Pair[];
  current: Pair;
  onChoose: (key: string) => void;
}

/** The pairs to look at, those first whose answer is worth most. */
export function PairList({ pairs, current, onChoose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  return (
    <Card size="small" title={text.duplicates.list} styles={{ body: { padding: 0 } }}>
      <div className="scroll-list">
        {pairs.map((pair) => (
          <button
            key={keyOf(pair)}
            type="button"
            className="pair-item"
            aria-current={pair === current}
            onClick={() => onChoose(keyOf(pair))}
          >
            {sidesOf(pair).map((record) => (
              <div key={`${record.source} ${record.id}`} className="break">
                {nameOf(record)}
              </div>
            ))}
            <div className="muted small number">
              {text.duplicates.probability} {formatPercent(pair.probability, language)}
            </div>
          </button>
        ))}
      </div>
    </Card>
  );
}
