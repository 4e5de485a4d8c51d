import { type TableColumnsType, Tag } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { formatDay, formatMoney, formatNumber } from '../../data/format';
import { repeatedField } from '../../data/ruleset';
import type { CustomerSummary } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { TagList } from './TagList';

/** A column by which the engine puts all customers in order; what there is most of comes first. */
const sortedBy = (key: string) => ({
  key,
  sorter: true,
  sortDirections: ['descend', 'ascend'] as ('descend' | 'ascend')[],
});

/** What the list of customers tells of each. */
export function useCustomerColumns(): TableColumnsType<CustomerSummary> {
  const text = useText();
  const { language } = useSession().state;
  return [
    {
      title: text.customers.name,
      ...sortedBy('name'),
      width: 200,
      fixed: 'start',
      render: (_, { id, name }) => <CustomerLink id={id} name={name} />,
    },
    { title: text.customers.city, width: 105, render: (_, { city }) => city ?? '' },
    {
      title: text.customers.stage,
      ...sortedBy('stage'),
      width: 120,
      render: (_, { stage }) => stage && <Tag color="blue">{stage.name}</Tag>,
    },
    {
      title: text.customers.records,
      ...sortedBy('records'),
      width: 90,
      responsive: ['xl'],
      align: 'right',
      render: (_, { records }) => formatNumber(records, language),
    },
    {
      title: text.customers.contacts,
      ...sortedBy('contacts'),
      width: 100,
      responsive: ['xxl'],
      align: 'right',
      render: (_, { contacts }) => formatNumber(contacts, language),
    },
    {
      title: text.customers.amount,
      ...sortedBy('events.amount'),
      width: 115,
      align: 'right',
      render: (_, { events }) => Number(events.amount) > 0 && formatMoney(events.amount, language),
    },
    {
      title: text.customers.last,
      ...sortedBy('events.last'),
      width: 125,
      render: (_, { events }) => formatDay(events.last),
    },
    {
      title: text.customers.tags,
      width: 205,
      render: (_, { tags }) => {
        const told = tags.filter(({ id }) => !repeatedField(id));
        return told.length > 0 && <TagList tags={told} most={3} />;
      },
    },
  ];
}
