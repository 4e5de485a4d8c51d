import { Alert, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { CustomerLink } from '../../components/CustomerLink';
import { formatAmount, formatDay, formatNumber } from '../../data/format';
import { repeatedField } from '../../data/ruleset';
import type { CustomerSummary } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { TagList } from './TagList';

const PAGE = 20;

/** One page of customers at a time, as the engine gives it. */
export function CustomerTable() {
  const text = useText();
  const { state, update } = useSession();
  const { filter, access, language } = state;
  const columns = useColumns();
  const [page, setPage] = useState(1);
  const query = { ...filter, ...access, offset: (page - 1) * PAGE, limit: PAGE };
  const answer = useAnswer((engine, now) => engine.customers({ ...query, now }), [page, filter, access]);
  if (answer.error) return <Alert type="error" showIcon title={answer.error.message} />;
  const total = answer.value?.total ?? 0;
  return (
    <Table
      rowKey="id"
      columns={columns}
      dataSource={answer.value?.rows ?? []}
      loading={answer.isLoading}
      scroll={{ x: 1135 }}
      locale={{ emptyText: text.customers.empty }}
      rowClassName="clickable"
      onRow={(customer) => ({ onClick: () => update({ opened: customer.id }) })}
      pagination={{
        current: page,
        pageSize: PAGE,
        total,
        onChange: setPage,
        showSizeChanger: false,
        showTotal: () => text.customers.total(formatNumber(total, language)),
      }}
    />
  );
}

function useColumns(): TableColumnsType<CustomerSummary> {
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
      width: 100,
      align: 'right',
      render: (_, { records }) => formatNumber(records, language),
    },
    {
      title: text.customers.contacts,
      width: 105,
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
      width: 245,
      render: (_, { tags }) => <TagList tags={tags.filter(({ id }) => !repeatedField(id))} most={3} />,
    },
  ];
}
