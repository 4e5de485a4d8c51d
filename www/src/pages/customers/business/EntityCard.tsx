import { Card, type TableColumnsType, type TableColumnType, Tag } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { asName, formatDay } from '../../../data/format';
import { propertiesText } from '../../../data/properties';
import type { EntityList, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

type Row = EntityList['rows'][number];

interface Props {
  list: EntityList;
  /** The properties that say whether one is over; of what has none of them that is not known. */
  tells: string[];
}

/** The entities of one sort, the one last heard of first. */
export function EntityCard({ list, tells }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const isTold = ({ properties }: Row) => tells.some((name) => name in properties);
  const state: TableColumnType<Row> = {
    title: text.business.state,
    width: 80,
    render: (_, row) => isTold(row) && <State open={row.open} />,
  };
  const columns: TableColumnsType<Row> = [
    { title: text.business.key, width: 150, className: 'break', render: (_, { key }) => key },
    ...(list.rows.some(isTold) ? [state] : []),
    { title: text.business.last, width: 110, render: (_, { last }) => formatDay(last) },
    { title: text.business.told, className: 'break', render: (_, row) => asName(propertiesOf(row, language)) },
  ];
  return (
    <Card
      size="small"
      title={list.name}
      extra={
        <span className="muted small">
          {list.rows.some(isTold) ? text.business.count(list.total, list.open) : text.business.total(list.total)}
        </span>
      }
      className="flush"
    >
      <FoldingTable
        rowKey="key"
        size="small"
        columns={columns}
        dataSource={list.rows}
        pagination={{ pageSize: 8, hideOnSinglePage: true, size: 'small' }}
        width={620}
      />
    </Card>
  );
}

function State({ open }: Pick<Row, 'open'>) {
  const text = useText();
  return <Tag color={open ? 'processing' : 'default'}>{text.business[open ? 'open' : 'over']}</Tag>;
}

/** What is known besides the key, which stands before it. */
function propertiesOf({ key, properties }: Row, language: Language): string {
  const told = Object.entries(properties).filter(([, value]) => value !== key);
  return propertiesText(told, language);
}
