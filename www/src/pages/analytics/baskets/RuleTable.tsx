import { type TableColumnsType, Tag } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { formatNumber, formatPercent } from '../../../data/format';
import type { Associations } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

type Rule = Associations['rules'][number];

/** Who bought the one also bought the other, and how much more often than all. */
export function RuleTable({ rules }: { rules: Rule[] }) {
  const { baskets: words } = useText().analytics;
  const { language } = useSession().state;
  const columns: TableColumnsType<Rule> = [
    {
      title: words.rule,
      width: 330,
      render: (_, { items, then }) => (
        <span className="hint">
          {items.map((item) => (
            <Tag key={item}>{item}</Tag>
          ))}
          {words.leadsTo} <Tag color="blue">{then}</Tag>
        </span>
      ),
    },
    {
      title: words.lift,
      width: 90,
      align: 'right',
      render: (_, { lift }) => <strong className="number">{lift.toFixed(2)}</strong>,
    },
    {
      title: words.confidence,
      width: 100,
      align: 'right',
      render: (_, { confidence }) => <span className="number">{formatPercent(confidence, language)}</span>,
    },
    {
      title: words.support,
      width: 100,
      align: 'right',
      render: (_, { count }) => <span className="number">{formatNumber(count, language)}</span>,
    },
  ];
  return (
    <div className="stack" style={{ gap: 12 }}>
      <span className="muted small">{words.hint}</span>
      <FoldingTable
        rowKey={({ items, then }) => [...items, then].join(' ')}
        size="small"
        columns={columns}
        dataSource={rules}
        pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true }}
        width={620}
      />
    </div>
  );
}
