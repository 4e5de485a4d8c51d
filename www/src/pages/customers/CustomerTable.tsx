import { Alert, type TableProps } from 'antd';
import { useState } from 'react';
import { FoldingTable } from '../../components/FoldingTable';
import type { CustomerSummary } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { usePaging } from '../../state/usePaging';
import { useCustomerColumns } from './columns';
import { MergeBar } from './MergeBar';

const PAGE = 20;

type Sorted = Parameters<NonNullable<TableProps<CustomerSummary>['onChange']>>[2];

/** What the engine is asked for where a table is sorted by a column. */
function orderOf(sorted: Sorted): { sort?: string; descending?: boolean } {
  const { columnKey, order } = [sorted].flat()[0] ?? {};
  return order ? { sort: String(columnKey), descending: order === 'descend' } : {};
}

/** One page of customers at a time, as the engine gives it; several of them, of any page, can be chosen. */
export function CustomerTable() {
  const text = useText();
  const { state, update } = useSession();
  const { filter, access } = state;
  const columns = useCustomerColumns();
  const { page, asked, paginationOf } = usePaging(PAGE);
  const [chosen, setChosen] = useState<CustomerSummary[]>([]);
  const [order, setOrder] = useState<ReturnType<typeof orderOf>>({});
  const query = { ...filter, ...access, ...asked, ...order };
  const answer = useAnswer(
    (engine, now) => engine.customers({ ...query, now }),
    [page, filter, access, order.sort, order.descending],
  );
  if (answer.error) return <Alert type="error" showIcon title={answer.error.message} />;
  const total = answer.value?.total ?? 0;
  return (
    <>
      <MergeBar chosen={chosen} onClear={() => setChosen([])} />
      <FoldingTable
        rowKey="id"
        columns={columns}
        dataSource={answer.value?.rows ?? []}
        loading={answer.isLoading}
        onChange={(_, __, sorted) => setOrder(orderOf(sorted))}
        width={900}
        locale={{ emptyText: text.customers.empty }}
        rowClassName="clickable"
        onRow={(customer) => ({ onClick: () => update({ opened: customer.id }) })}
        rowSelection={{
          selectedRowKeys: chosen.map(({ id }) => id),
          preserveSelectedRowKeys: true,
          onChange: (_, rows) => setChosen(rows),
          getCheckboxProps: ({ name }) => ({ 'aria-label': text.merge.choose(name) }),
          fixed: true,
        }}
        pagination={paginationOf(total)}
      />
    </>
  );
}
