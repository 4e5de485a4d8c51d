import { Alert, Tabs, Tag } from 'antd';
import { Figure } from '../../components/Figure';
import { formatDay, formatMoney, formatNumber } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useCustomerTabs } from './tabs';

/** The customer in figures, then tab by tab. */
export function CustomerView({ customer }: { customer: Customer }) {
  const text = useText();
  const { access, language } = useSession().state;
  const tabs = useCustomerTabs(customer);
  const { stage } = customer;
  return (
    <div className="stack">
      <div className="row">
        <Tag>{text.customers[customer.type]}</Tag>
        {stage && (
          <Tag color="blue">
            {stage.name} {stage.since && text.customer.since(formatDay(stage.since))}
          </Tag>
        )}
        {customer.segments.map(({ id, name }) => (
          <Tag key={id} color="geekblue">
            {name}
          </Tag>
        ))}
        <span className="muted small">{customer.id}</span>
      </div>
      <div className="grid-4">
        <Figure title={text.customer.amount} value={formatMoney(customer.events.amount, language)} />
        <Figure title={text.customer.events} value={formatNumber(customer.events.count, language)} />
        <Figure title={text.customer.last} value={formatDay(customer.events.last) || '—'} />
        <Figure title={text.customer.quality} value={`${customer.quality.score.toFixed(1)} ${text.quality.outOf}`} />
      </div>
      {access.role !== 'admin' && <Alert type="info" showIcon title={text.customer.hidden} />}
      <Tabs items={tabs} tabBarGutter={22} />
    </div>
  );
}
