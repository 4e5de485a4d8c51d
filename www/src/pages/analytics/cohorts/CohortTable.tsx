import { ScrollSideways } from '../../../components/ScrollSideways';
import { formatNumber, formatPercent } from '../../../data/format';
import type { Cohorts } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { CohortCell } from './CohortCell';

/** What a cell tells: the share that came back, or how many. */
export type Shown = 'rate' | 'count';

/** Cohorts as a heat map: a row for each, a column for each period since. */
export function CohortTable({ cohorts, shown }: { cohorts: Cohorts; shown: Shown }) {
  const { cohorts: words } = useText().analytics;
  const { language } = useSession().state;
  const { rows, average } = cohorts;
  const columns = Array.from({ length: Math.max(...rows.map(({ rates }) => rates.length)) }, (_, later) => later);
  const most = topRate(cohorts);
  return (
    <div className="stack" style={{ gap: 12 }}>
      <span className="muted small">{words.hint}</span>
      <ScrollSideways label={words.title}>
        <table className="heat" aria-label={words.title}>
          <thead>
            <tr>
              <th scope="col">{words.cohort}</th>
              <th scope="col">{words.size}</th>
              {columns.map((later) => (
                <th key={later} scope="col">
                  +{later}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.period}>
                <th scope="row">{row.period}</th>
                <td className="number">{formatNumber(row.size, language)}</td>
                {row.rates.map((_, later) => (
                  <CohortCell key={columns[later]} row={row} later={later} most={most} shown={shown} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {words.average}
              </th>
              {average.map((rate, later) => (
                <td key={columns[later]} className="number muted">
                  {typeof rate === 'number' ? formatPercent(rate, language) : '—'}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollSideways>
    </div>
  );
}

/** The largest share that came back; that of the first period, which is all, would leave the others pale. */
const topRate = ({ rows }: Cohorts): number =>
  Math.max(0.01, ...rows.flatMap(({ rates }) => rates.slice(1).map((rate) => rate ?? 0)));
