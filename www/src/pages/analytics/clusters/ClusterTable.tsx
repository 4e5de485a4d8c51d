import type { Feature } from '../../../data/clusters';
import { formatMoney, formatNumber, formatPercent } from '../../../data/format';
import type { Cluster, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { traits } from './names';
import { shadeOf, standingOf } from './standing';

/** From here on a fraction tells nothing. */
const LARGE = 100;

interface Props {
  clusters: Cluster[];
  by: Feature[];
  /** Whose customers are shown. */
  chosen: number;
  onChoose: (place: number) => void;
}

/** A row for each group: how many are in it, and where it stands in each number. */
export function ClusterTable({ clusters, by, chosen, onChoose }: Props) {
  const { clusters: words } = useText().analytics;
  const { language } = useSession().state;
  return (
    <div className="scroll-x">
      <table className="heat clusters" aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.size}</th>
            {by.map(({ id, name }) => (
              <th key={id} scope="col">
                {name[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clusters.map((cluster, place) => (
            <tr key={words.group(place + 1)} className={place === chosen ? 'is-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="cluster-button"
                  aria-pressed={place === chosen}
                  onClick={() => onChoose(place)}
                >
                  {words.group(place + 1)}
                  <span className="muted small">{traits(cluster, by, language)}</span>
                </button>
              </th>
              <td className="number">
                <strong>{formatNumber(cluster.size, language)}</strong>
                <div className="muted small">{formatPercent(cluster.share, language)}</div>
              </td>
              {cluster.centre.map(({ name, mean, standing }, number) => (
                <td key={name} className="number" style={shadeOf(standing)}>
                  <strong>{shown(mean, by[number]?.isMoney, language)}</strong>
                  <div className="small">{words.standings[standingOf(standing)]}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(mean: number, isMoney: boolean | undefined, language: Language): string {
  if (isMoney) return formatMoney(mean, language);
  return formatNumber(Number(mean.toFixed(mean < LARGE ? 1 : 0)), language);
}
