import { Button, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
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
  /** Called with those that are done; where absent, none can be. */
  onDone?: Done;
}

/** Actions with customer, text, due date and reasons; several can be marked as done at once. */
export function ActionTable({ actions, onDone }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const [keys, setKeys] = useState<React.Key[]>([]);
  const chosen = actions.filter(({ key }) => keys.includes(key));
  const columns: TableColumnsType<Action> = [
    {
      title: text.actions.customer,
      width: 200,
      render: (_, { customerId, customerName }) => <CustomerLink id={customerId} name={customerName} />,
    },
    {
      title: text.actions.task,
      width: 310,
      render: (_, action) => (
        <>
          <strong>{action.name}</strong> {action.variant && <Tag>{action.variant}</Tag>}
          <div>{action.text}</div>
        </>
      ),
    },
    { title: text.actions.due, width: 105, render: (_, { due }) => formatDay(due) },
    { title: text.actions.reasons, width: 230, render: (_, { reasons }) => <Reasons reasons={reasons} /> },
  ];
  const done: TableColumnsType<Action>[number] = {
    title: text.actions.done,
    width: 100,
    render: (_, action) => <DoneButton action={action} onDone={(one, told) => onDone?.([one], told)} />,
  };
  const selection = {
    selectedRowKeys: keys,
    onChange: setKeys,
    getCheckboxProps: ({ name, customerName }: Action) => ({ 'aria-label': text.actions.choose(name, customerName) }),
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      {onDone && chosen.length > 0 && (
        <Button type="primary" style={{ alignSelf: 'start' }} onClick={() => onDone(chosen).then(() => setKeys([]))}>
          {text.actions.doneChosen(formatNumber(chosen.length, language))}
        </Button>
      )}
      <FoldingTable
        rowKey="key"
        size="small"
        columns={onDone ? [...columns, done] : columns}
        rowSelection={onDone && selection}
        dataSource={actions}
        pagination={{ pageSize: 10, size: 'small' }}
        width={onDone ? 800 : 700}
      />
    </div>
  );
}
