import { Segmented } from 'antd';
import { formatNumber } from '../../data/format';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { LISTS, type List, type PairsOf, QUERIES } from './pairs';

/** Which pairs to look at, with how many there are. */
export function ListChoice({ list, onChoose }: { list: List; onChoose: (list: List) => void }) {
  const text = useText();
  const { language } = useSession().state;
  const counts = useAnswer(async (engine): Promise<Record<List, number>> => {
    const ask = async (wanted: PairsOf) => (await engine.duplicates({ ...QUERIES[wanted], limit: 0 })).total;
    const [review, match, deferred] = [await ask('review'), await ask('match'), await ask('deferred')];
    return { review, match, deferred, refused: (await engine.refusals({ limit: 0 })).total };
  }, []).value;
  const options = LISTS.map((wanted) => ({
    value: wanted,
    label: counts ? `${text.duplicates[wanted]} ${formatNumber(counts[wanted], language)}` : text.duplicates[wanted],
  }));
  return (
    <Segmented
      className="choice"
      aria-label={text.duplicates.list}
      value={list}
      options={options}
      onChange={onChoose}
    />
  );
}
