import { type TableColumnsType, Tag } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { formatAmount, formatDay, formatNumber } from '../../data/format';
import { repeatedField } from '../../data/ruleset';
import type { CustomerSummary } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { TagList } from './TagList';

/** What the list of customers tells of each. */
export function useCustomerColumns(): TableColumnsType<CustomerSummary> {
  const text = useText();
  const { language } = useSession().state;
  return [
    {
      title: text.customers.name,
      width: 230,
      fixed: 'start',
      render: (_, { id, name }) => <CustomerLink id={id} name={name} />,
    },
    { title: text.customers.city, width: 100, render: (_, { city }) => city ?? '' },
    {
      title: text.customers.stage,
      width: 130,
      render: (_, { stage }) => stage && <Tag color="blue">{stage.name}</Tag>,
    },
    {
      title: text.customers.records,
      width: 90,
      align: 'right',
      render: (_, { records }) => formatNumber(records, language),
    },
    {
      title: text.customers.contacts,
      width: 100,
      align: 'right',
      render: (_, { contacts }) => formatNumber(contacts, language),
    },
    {
      title: text.customers.amount,
      width: 110,
      align: 'right',
      render: (_, { events }) => formatAmount(events.amount, language),
    },
    { title: text.customers.last, width: 115, render: (_, { events }) => formatDay(events.last) },
    {
      title: text.customers.tags,
      width: 225,
      render: (_, { tags }) => {
        const told = tags.filter(({ id }) => !repeatedField(id));
        return told.length > 0 && <TagList tags={told} most={3} />;
      },
    },
  ];
}
