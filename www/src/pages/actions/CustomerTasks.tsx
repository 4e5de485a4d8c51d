import { Card, type TableColumnsType } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { FoldingTable } from '../../components/FoldingTable';
import { Reasons } from '../../components/Reasons';
import { formatDay, formatNumber } from '../../data/format';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { DoneButton } from './DoneButton';
import type { Done } from './useDone';

interface Props {
  actions: Action[];
  onDone: Done;
}

/** All that is due for each customer; who is due first comes first. */
export function CustomerTasks({ actions, onDone }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const groups = [...Map.groupBy(actions, ({ customerId }) => customerId).values()]
    .map((tasks) => tasks.toSorted((a, b) => a.due.localeCompare(b.due)))
    .toSorted(([a], [b]) => (a?.due ?? '').localeCompare(b?.due ?? ''));
  const columns: TableColumnsType<Action[]> = [
    {
      title: text.actions.customer,
      width: 220,
      render: (_, [first]) => first && <CustomerLink id={first.customerId} name={first.customerName} />,
    },
    { title: text.actions.due, width: 110, render: (_, [first]) => formatDay(first?.due) },
    {
      title: text.actions.task,
      width: 600,
      render: (_, tasks) => (
        <ul className="plain-list stack" style={{ gap: 10 }}>
          {tasks.map((task) => (
            <Task key={task.key} task={task} onDone={onDone} />
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Card styles={{ body: { padding: 0 } }}>
      <FoldingTable
        rowKey={(tasks) => tasks[0]?.customerId ?? ''}
        size="small"
        columns={columns}
        dataSource={groups}
        pagination={{
          pageSize: 10,

          size: 'small',
          showTotal: (total) => text.customers.total(formatNumber(total, language)),
        }}
        width={930}
      />
    </Card>
  );
}

function Task({ task, onDone }: { task: Action; onDone: Done }) {
  return (
    <li className="row" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
      <DoneButton action={task} onDone={(one, told) => onDone([one], told)} />
      <div>
        <strong>{task.name}</strong> <span className="muted small">{formatDay(task.due)}</span>
        <div>{task.text}</div>
        <Reasons reasons={task.reasons} />
      </div>
    </li>
  );
}
