import { Card, type TableColumnsType, Tag } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { formatDay } from '../../../data/format';
import { propertiesText } from '../../../data/properties';
import type { EntityList, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

type Row = EntityList['rows'][number];

/** The entities of one sort, the one last heard of first. */
export function EntityCard({ list }: { list: EntityList }) {
  const text = useText();
  const { language } = useSession().state;
  const columns: TableColumnsType<Row> = [
    { title: text.business.key, width: 150, className: 'break', render: (_, { key }) => key },
    {
      title: text.business.state,
      width: 80,
      render: (_, { open }) => (
        <Tag color={open ? 'processing' : 'default'}>{text.business[open ? 'open' : 'over']}</Tag>
      ),
    },
    { title: text.business.last, width: 110, render: (_, { last }) => formatDay(last) },
    { title: text.business.told, className: 'break', render: (_, row) => propertiesOf(row, language) },
  ];
  return (
    <Card
      size="small"
      title={list.name}
      extra={<span className="muted small">{text.business.count(list.total, list.open)}</span>}
      styles={{ body: { padding: 0 } }}
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

/** What is known besides the key, which stands before it. */
function propertiesOf({ key, properties }: Row, language: Language): string {
  const told = Object.entries(properties).filter(([, value]) => value !== key);
  return propertiesText(told, language);
}
