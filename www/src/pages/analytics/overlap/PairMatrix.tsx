import { heat } from '../../../components/heat';
import { ScrollSideways } from '../../../components/ScrollSideways';
import { formatNumber, formatPercent } from '../../../data/format';
import type { Overlap } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** The segments two by two: how many customers are in both, and how much of either that is. */
export function PairMatrix({ overlap: { sets, pairs } }: { overlap: Overlap }) {
  const { overlap: words } = useText().analytics;
  const [, ...columns] = sets;
  return (
    <ScrollSideways label={words.pairs}>
      <table className="heat" aria-label={words.pairs}>
        <thead>
          <tr>
            <td />
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sets.slice(0, -1).map(({ name }, a) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map((column, place) => {
                const pair = pairs.find((one) => one.a === a && one.b === place + 1);
                return pair ? (
                  <PairCell key={column.name} pair={pair} names={[name, column.name]} />
                ) : (
                  <td key={column.name} />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  );
}

function PairCell({ pair, names: [a, b] }: { pair: Overlap['pairs'][number]; names: [string, string] }) {
  const { overlap: words } = useText().analytics;
  const { language } = useSession().state;
  const share = pair.jaccard ?? 0;
  const [count, percent] = [formatNumber(pair.both, language), formatPercent(share, language)];
  return (
    <td className="number" style={heat(share)} title={words.pair(a, b, count, percent)}>
      <strong>{count}</strong>
      <div className="small">{percent}</div>
    </td>
  );
}
