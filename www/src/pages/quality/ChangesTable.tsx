import type { TableColumnsType } from 'antd';
import { FoldingTable } from '../../components/FoldingTable';
import { fieldLabel } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import type { Change } from './changes';
import { Why } from './Why';

export function ChangesTable({ changes }: { changes: Change[] }) {
  const text = useText();
  const { language } = useSession().state;
  const columns: TableColumnsType<Change> = [
    { title: text.quality.record, width: 150, render: (_, change) => change.record },
    { title: text.quality.field, width: 110, render: (_, change) => fieldLabel(change.field, language) },
    {
      title: text.quality.original,
      width: 240,
      className: 'break',
      render: (_, { value }) => <Original value={value} />,
    },
    {
      title: text.quality.cleaned,
      width: 240,
      className: 'break',
      render: (_, { value }) => <Cleaned value={value} />,
    },
    { title: text.quality.why, width: 280, render: (_, { value }) => <Why value={value} /> },
  ];
  const pagination = { pageSize: 15, size: 'small' as const };
  return (
    <FoldingTable
      rowKey="key"
      size="small"
      columns={columns}
      dataSource={changes}
      pagination={pagination}
      width={820}
    />
  );
}

/** Blanks at the ends would be lost on the page. */
const visible = (value: string): string => value.replace(/^\s+|\s+$/g, (blanks) => '␣'.repeat(blanks.length));

function Original({ value }: { value: Change['value'] }) {
  const isKept = value.display === value.input;
  return <span className={isKept ? undefined : 'removed'}>{visible(value.input)}</span>;
}

function Cleaned({ value }: { value: Change['value'] }) {
  if (value.status === 'invalid') return <span className="muted">—</span>;
  return <span className={value.display === value.input ? undefined : 'added'}>{value.display}</span>;
}
