import { Alert, Tabs, Tag } from 'antd';
import { Figure } from '../../components/Figure';
import { formatAmount, formatDay, formatNumber } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ContactCards } from './ContactCards';
import { CustomerActions } from './CustomerActions';
import { EventTimeline } from './EventTimeline';
import { GoldenRecord } from './GoldenRecord';
import { History } from './History';
import { Portrait } from './Portrait';
import { Sources } from './Sources';

/** The customer in figures, then tab by tab. */
export function CustomerView({ customer }: { customer: Customer }) {
  const text = useText();
  const { access, language } = useSession().state;
  const count = (label: string, items: unknown[]) => (items.length > 0 ? `${label} ${items.length}` : label);
  const tabs = [
    { key: 'golden', label: text.customer.golden, children: <GoldenRecord customer={customer} /> },
    { key: 'portrait', label: text.customer.portrait, children: <Portrait customer={customer} /> },
    {
      key: 'actions',
      label: count(text.customer.actions, customer.actions),
      children: <CustomerActions actions={customer.actions} />,
    },
    {
      key: 'contacts',
      label: count(text.customer.contactsTab, customer.contacts),
      children: <ContactCards contacts={customer.contacts} />,
    },
    {
      key: 'timeline',
      label: count(text.customer.timeline, customer.timeline),
      children: <EventTimeline entries={customer.timeline} />,
    },
    {
      key: 'sources',
      label: count(text.customer.records, customer.records),
      children: <Sources customer={customer} />,
    },
    { key: 'history', label: text.history.title, children: <History customer={customer.id} /> },
  ];
  return (
    <div className="stack">
      <div className="row">
        <Tag>{text.customers[customer.type]}</Tag>
        {customer.stage && <Tag color="blue">{customer.stage.name}</Tag>}
        {customer.segments.map(({ id, name }) => (
          <Tag key={id} color="gold">
            {name}
          </Tag>
        ))}
        <span className="muted small">{customer.id}</span>
      </div>
      <div className="grid-4">
        <Figure title={text.customer.amount} value={formatAmount(customer.events.amount, language)} />
        <Figure title={text.customer.events} value={formatNumber(customer.events.count, language)} />
        <Figure title={text.customer.last} value={formatDay(customer.events.last) || '—'} />
        <Figure title={text.customer.quality} value={customer.quality.score.toFixed(1)} />
      </div>
      {access.role !== 'admin' && <Alert type="info" showIcon title={text.customer.hidden} />}
      <Tabs items={tabs} />
    </div>
  );
}
