import { InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { formatDay } from '../../../data/format';
import { eventTypes } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { useDelayed } from '../../../state/useDelayed';
import { KpiCard } from './KpiCard';
import { kpiQuery } from './kpiQuery';

/** The times to look at, in days. */
const PERIODS = [30, 90, 365] as const;

/** Key figures beside those of the time before, each with its definition. */
export default function KpisTab() {
  const { kpis } = useText().analytics;
  const { language } = useSession().state;
  const [days, setDays] = useState<(typeof PERIODS)[number]>(90);
  const [marketing, setMarketing] = useState<number | null>(null);
  const [sales, setSales] = useState<number | null>(null);
  const costs = useDelayed(`${marketing ?? ''} ${sales ?? ''}`, 300);
  const answer = useAnswer(
    (engine, now) => engine.kpis(kpiQuery({ now, days, marketing, sales, types: eventTypes(language) })),
    [days, costs],
  );
  const periods = PERIODS.map((value) => ({ value, label: kpis.periods[value] }));
  const cost = (label: string, value: number | null, onChange: (value: number | null) => void) => (
    <Labelled label={label}>
      {(id) => <InputNumber id={id} prefix="¥" min={0} value={value} onChange={onChange} style={{ width: '100%' }} />}
    </Labelled>
  );
  return (
    <div className="stack">
      <div className="row filters" style={{ alignItems: 'flex-end' }}>
        <Segmented className="auto" aria-label={kpis.period} value={days} options={periods} onChange={setDays} />
        {cost(kpis.marketing, marketing, setMarketing)}
        {cost(kpis.sales, sales, setSales)}
        <span className="muted small auto">{kpis.costsHint}</span>
      </div>
      <Answered answer={answer}>
        {({ from, until, previousFrom, kpis: all }) => (
          <>
            <span className="muted small">
              {kpis.range(formatDay(from), formatDay(until), formatDay(previousFrom))}
            </span>
            <div className="grid-4" data-testid="kpis">
              {all.map((kpi) => (
                <KpiCard key={kpi.id} kpi={kpi} />
              ))}
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}
