import { Select, type TableColumnsType } from 'antd';
import { FoldingTable } from '../../components/FoldingTable';
import { fieldLabel, fieldNames } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { type Draft, type DraftColumn, IGNORED, KEPT } from '../../state/model';
import { useSession } from '../../state/session';
import { Confidence } from './Confidence';

const EXAMPLE = 60;

/** Column by column: some of its values, the field it means, and how sure that is. */
export function MappingTable({ draft }: { draft: Draft }) {
  const text = useText();
  const { state, update } = useSession();
  const options = [
    { value: KEPT, label: text.mapping.kept },
    { value: IGNORED, label: text.mapping.ignored },
    ...fieldNames().map((name) => ({ value: name, label: fieldLabel(name, state.language) })),
  ];
  const settle = (column: string, choice: string) =>
    update({
      draft: { ...draft, columns: draft.columns.map((one) => (one.column === column ? { ...one, choice } : one)) },
    });
  const columns: TableColumnsType<DraftColumn> = [
    { title: text.mapping.column, width: 150, render: (_, { column }) => column },
    {
      title: text.mapping.example,
      className: 'muted break',
      render: (_, { column }) => examples(draft, column),
    },
    {
      title: text.mapping.field,
      width: 210,
      render: (_, { column, choice }) => (
        <Select
          aria-label={column}
          value={choice}
          options={options}
          onChange={(value) => settle(column, value)}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%' }}
        />
      ),
    },
    { title: text.mapping.confidence, width: 150, render: (_, column) => <Confidence column={column} /> },
  ];
  return (
    <FoldingTable
      rowKey="column"
      size="small"
      columns={columns}
      dataSource={draft.columns}
      pagination={false}
      width={720}
    />
  );
}

/** As much of a value as tells what the column is. */
const clipped = (value: string): string => (value.length > EXAMPLE ? `${value.slice(0, EXAMPLE)}…` : value);

/** The first three different values of a column. */
function examples(draft: Draft, column: string): string {
  const place = draft.head.header.indexOf(column);
  const values = draft.head.rows.map((row) => row[place]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, 3).map(clipped).join(' · ');
}
