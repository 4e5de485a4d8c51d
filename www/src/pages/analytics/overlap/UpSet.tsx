import { Bar } from '../../../components/Bar';
import { formatNumber } from '../../../data/format';
import type { Overlap } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import type { Texts } from '../../../i18n/zh';
import { useSession } from '../../../state/session';

type Part = Overlap['parts'][number];

export interface PartsProps {
  overlap: Overlap;
  chosen: number | null;
  onChoose: (place: number) => void;
}

/** An UpSet plot: a row for each intersection, with dots for its segments and a bar for its customers. */
export function UpSet({ overlap, chosen, onChoose }: PartsProps) {
  const { sets, parts } = overlap;
  const { overlap: words } = useText().analytics;
  const { language } = useSession().state;
  const most = Math.max(...parts.map(({ count }) => count));
  return (
    <div className="scroll-x">
      <table className="upset" aria-label={words.parts}>
        <thead>
          <tr>
            {sets.map(({ name, count }) => (
              <th key={name} scope="col">
                <span>{name}</span>
                <span className="muted small number">{formatNumber(count, language)}</span>
              </th>
            ))}
            <th scope="col" className="upset-count">
              {words.customers}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, place) => (
            <tr key={part.sets.join(' ')} className={place === chosen ? 'is-chosen' : undefined}>
              {sets.map(({ name }, set) => (
                <td key={name}>
                  <span className={part.sets.includes(set) ? 'dot is-on' : 'dot'} />
                </td>
              ))}
              <td className="upset-count">
                <button
                  type="button"
                  className="upset-button"
                  aria-label={`${titleOf(part, overlap, words)} ${part.count}`}
                  aria-pressed={place === chosen}
                  onClick={() => onChoose(place)}
                >
                  <strong className="number">{formatNumber(part.count, language)}</strong>
                  <Bar parts={[{ label: words.customers, value: part.count, tone: 'brand' }]} total={most} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which segments an intersection is of. */
export function titleOf({ sets }: Part, { sets: all }: Overlap, words: Texts['analytics']['overlap']): string {
  const [first = '', ...others] = sets.map((set) => all[set]?.name ?? '');
  return others.length > 0 ? words.both([first, ...others].join(' + ')) : words.only(first);
}
