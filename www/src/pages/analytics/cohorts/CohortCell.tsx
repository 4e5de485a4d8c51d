import { heat } from '../../../components/heat';
import { formatNumber, formatPercent } from '../../../data/format';
import type { Cohorts } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import type { Shown } from './CohortTable';

interface Props {
  row: Cohorts['rows'][number];
  later: number;
  most: number;
  shown: Shown;
}

/** How many of a cohort came back so many periods later; the last of a row is of the running period. */
export function CohortCell({ row, later, most, shown }: Props) {
  const { cohorts: words } = useText().analytics;
  const { language } = useSession().state;
  const rate = row.rates[later];
  if (typeof rate !== 'number') return <td className="muted">—</td>;
  const isRunning = later === row.rates.length - 1;
  const count = formatNumber(row.retained[later] ?? 0, language);
  const percent = formatPercent(rate, language);
  const told = words.cell(row.period, later, count, percent);
  return (
    <td
      className={isRunning ? 'number is-running' : 'number'}
      style={heat(Math.min(rate / most, 1))}
      title={isRunning ? `${told} (${words.running})` : told}
    >
      {shown === 'rate' ? percent : count}
    </td>
  );
}
