import { Card } from 'antd';
import { formatNumber } from '../../../data/format';
import type { Kpi, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { KpiChange } from './KpiChange';
import { formatKpi } from './kpiFormat';

/** One key figure: what it is, how it changed, and how it is counted. */
export function KpiCard({ kpi }: { kpi: Kpi }) {
  const { kpis } = useText().analytics;
  const { language } = useSession().state;
  const { value } = kpi.current;
  const isKnown = typeof value === 'number';
  const basis = isKnown && basisOf(kpi, language, kpis.of);
  return (
    <Card size="small" className="kpi" data-testid={`kpi-${kpi.id}`}>
      <div className="sentence muted">{kpi.name}</div>
      <div className="kpi-value number">{isKnown ? formatKpi(value, kpi.unit, language, kpis.units) : '—'}</div>
      {isKnown ? <KpiChange kpi={kpi} /> : <span className="muted small">{kpis.nothing}</span>}
      <div className="kpi-definition sentence muted small">
        {kpi.definition}
        {basis && (
          <>
            {' · '}
            <span className="number nowrap">{basis}</span>
          </>
        )}
      </div>
    </Card>
  );
}

/** What was divided by what, or of how many the median is. */
function basisOf({ unit, current }: Kpi, language: Language, of: (part: string, whole: string) => string) {
  const show = (text: string) => formatNumber(Number(text), language);
  if (unit === 'percent' || unit === 'points') return of(show(current.numerator), show(current.denominator));
  return unit === 'days' && `n = ${show(current.denominator)}`;
}
