import { Badge, type TableColumnsType } from 'antd';
import { FoldingTable } from '../../components/FoldingTable';
import { fieldLabel, fieldRank } from '../../data/ruleset';
import type { Customer, GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { Lineage } from './Lineage';
import { PinButton } from './PinButton';
import { Suggestions } from './Suggestions';

interface Row {
  field: string;
  value: GoldenValue;
}

const STATUS = { valid: 'success', suspect: 'warning', invalid: 'error', empty: 'default' } as const;

/** Field by field: the value that holds, where it came from, and what it was chosen over. */
export function GoldenRecord({ customer }: { customer: Customer }) {
  const text = useText();
  // What follows from values that are masked would be wrong.
  const { access, language } = useSession().state;
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
      title: text.golden.value,
      className: 'break',
      render: (_, { value }) => (
        <>
          <Badge status={STATUS[value.status]} title={text.quality[value.status]} /> {value.display}
        </>
      ),
    },
    { title: text.customer.from, width: 230, render: (_, { value }) => <Lineage value={value} /> },
    {
      title: text.golden.fix,
      width: 110,
      render: (_, row) => <PinButton customer={customer.id} field={row.field} value={row.value} />,
    },
  ];
  return (
    <div className="stack">
      {access.role === 'admin' && <Suggestions customer={customer} />}
      <FoldingTable rowKey="field" size="small" columns={columns} dataSource={rows} pagination={false} width={700} />
    </div>
  );
}
