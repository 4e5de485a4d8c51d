import { Card } from 'antd';
import { Suspense } from 'react';
import { Figure } from '../../../components/Figure';
import { later } from '../../../components/later';
import { Waiting } from '../../../components/Waiting';
import { formatMoneyShort, formatNumber } from '../../../data/format';
import type { Attribution } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { CreditTable } from './CreditTable';
import type { Measure } from './credits';

const CreditChart = later(() => import('./CreditChart'));

interface Props {
  attribution: Attribution;
  measure: Measure;
  hasValue: boolean;
}

/** How many conversions there are to share out, and how each model does it. */
export function AttributionView({ attribution, measure, hasValue }: Props) {
  const { attribution: words } = useText().analytics;
  const { language } = useSession().state;
  const told = ({ conversions, value }: Attribution['total']) => {
    const count = formatNumber(conversions, language);
    return hasValue ? `${count} · ${formatMoneyShort(value, language)}` : count;
  };
  return (
    <>
      <div className="grid-4">
        <Figure title={words.total} value={told(attribution.total)} />
        <Figure title={words.attributed} value={told(attribution.attributed)} />
        <Figure title={words.direct} value={told(attribution.direct)} />
        <Figure title={words.lost} value={formatNumber(attribution.lost, language)} />
      </div>
      <Card title={words.chart}>
        <p className="muted small" style={{ marginTop: 0 }}>
          {words.hint}
        </p>
        <Suspense fallback={<Waiting />}>
          <CreditChart channels={attribution.channels} measure={measure} />
        </Suspense>
      </Card>
      <Card title={words.table}>
        <CreditTable channels={attribution.channels} measure={measure} />
      </Card>
    </>
  );
}
