import type { TableColumnsType } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { FoldingTable } from '../../components/FoldingTable';
import { Reasons } from '../../components/Reasons';
import { formatDay } from '../../data/format';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';

export function ActionTable({ actions }: { actions: Action[] }) {
  const text = useText();
  const columns: TableColumnsType<Action> = [
    {
      title: text.actions.customer,
      width: 220,
      render: (_, { customerId, customerName }) => <CustomerLink id={customerId} name={customerName} />,
    },
    {
      title: text.actions.task,
      width: 380,
      render: (_, action) => (
        <>
          <strong>{action.name}</strong>
          <div>{action.text}</div>
        </>
      ),
    },
    { title: text.actions.due, width: 110, render: (_, { due }) => formatDay(due) },
    { title: text.actions.reasons, width: 280, render: (_, { reasons }) => <Reasons reasons={reasons} /> },
  ];
  const pagination = { pageSize: 10, showSizeChanger: false, size: 'small' as const };
  return (
    <FoldingTable
      rowKey="key"
      size="small"
      columns={columns}
      dataSource={actions}
      pagination={pagination}
      width={960}
    />
  );
}
