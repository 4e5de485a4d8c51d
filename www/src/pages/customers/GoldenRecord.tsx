import { Badge, Popover, Table, type TableColumnsType, Tag } from 'antd';
import { fieldLabel, fieldRank } from '../../data/ruleset';
import type { Customer, GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { Losers } from './Losers';

interface Row {
  field: string;
  value: GoldenValue;
}

const STATUS = { valid: 'success', suspect: 'warning', invalid: 'error', empty: 'default' } as const;

/** Field by field: the value that holds, where it came from, and what it was chosen over. */
export function GoldenRecord({ customer }: { customer: Customer }) {
  const text = useText();
  const { language } = useSession().state;
  const entries = Object.entries(customer.golden).map(([field, value]) => ({ field, value }));
  const rows = entries.sort((a, b) => fieldRank(a.field) - fieldRank(b.field));
  const columns: TableColumnsType<Row> = [
    {
      title: text.quality.field,
      width: 130,
      className: 'muted',
      render: (_, { field }) => fieldLabel(field, language),
    },
    {
      title: text.customer.golden,
      className: 'break',
      render: (_, { value }) => (
        <>
          <Badge status={STATUS[value.status]} title={text.quality[value.status]} /> {value.display}
        </>
      ),
    },
    { title: text.customer.from, width: 250, render: (_, { value }) => <Lineage value={value} /> },
  ];
  return (
    <Table rowKey="field" size="small" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 620 }} />
  );
}

function Lineage({ value }: { value: GoldenValue }) {
  const text = useText();
  const losers = value.losers ?? [];
  return (
    <Popover content={<Losers value={value} />} title={losers.length > 0 ? text.customer.losers : undefined}>
      <button type="button" className="pair-item" style={{ padding: 0, border: 0 }}>
        <span className="hint">
          <Tag>{value.source}</Tag>
          <span className="small muted">{text.customer.strategies[value.strategy] ?? value.strategy}</span>
          {losers.length > 0 && <Tag color="orange">+{losers.length}</Tag>}
        </span>
      </button>
    </Popover>
  );
}
