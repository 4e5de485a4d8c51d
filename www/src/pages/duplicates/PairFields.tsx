import { Card, Checkbox, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { fieldLabel } from '../../data/ruleset';
import type { Pair } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { type FieldPair, fieldsOf, sidesOf } from './pairs';

/** Both records, field by field; what differs is marked. */
export function PairFields({ pair }: { pair: Pair }) {
  const text = useText();
  const { language } = useSession().state;
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = fieldsOf(pair).filter((row) => !onlyDifferent || row.differs);
  const [left, right] = sidesOf(pair);
  const heading = (record: Pair['records'][number]) => (
    <span className="row" style={{ gap: 8 }}>
      {record.id} <Tag>{record.source}</Tag>
    </span>
  );
  const columns: TableColumnsType<FieldPair> = [
    {
      title: text.quality.field,
      width: '30%',
      className: 'muted',
      render: (_, { field }) => fieldLabel(field, language),
    },
    { title: heading(left), dataIndex: 'left', width: '35%', className: 'break' },
    { title: heading(right), dataIndex: 'right', className: 'break' },
  ];
  const only = (
    <Checkbox checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)}>
      {text.duplicates.onlyDifferent}
    </Checkbox>
  );
  return (
    <Card title={text.duplicates.comparison} extra={only} className="flush">
      <Table
        rowKey="field"
        size="small"
        tableLayout="fixed"
        columns={columns}
        dataSource={rows}
        pagination={false}
        rowClassName={({ differs }) => (differs ? 'differs' : '')}
      />
    </Card>
  );
}
