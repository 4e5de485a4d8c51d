import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { Kpi } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { changeOf, formatKpi, isBetter } from './kpiFormat';

/** How a figure stands against the time before. */
export function KpiChange({ kpi: { id, unit, current, previous } }: { kpi: Kpi }) {
  const { kpis } = useText().analytics;
  const { language } = useSession().state;
  const [value, before] = [current.value, previous?.value];
  if (typeof value !== 'number' || typeof before !== 'number')
    return <span className="muted small">{kpis.noBefore}</span>;
  const told = <span className="muted">{kpis.before(formatKpi(before, unit, language, kpis.units))}</span>;
  const change = changeOf(value, before, unit, language, kpis.units);
  if (value === before || !change)
    return (
      <span className="small number">
        {value === before && kpis.same} {told}
      </span>
    );
  const isGood = isBetter(id, value, before);
  const Arrow = value > before ? ArrowUpOutlined : ArrowDownOutlined;
  const spoken = `${(value > before ? kpis.rising : kpis.falling)(change)} (${isGood ? kpis.better : kpis.worse})`;
  return (
    <span className="small number">
      <span className={isGood ? 'is-good' : 'is-bad'} role="img" aria-label={spoken}>
        <Arrow aria-hidden /> {change}
      </span>{' '}
      {told}
    </span>
  );
}
