import { Card, Collapse, Statistic, Table, type TableColumnsType } from 'antd';
import { formatNumber, formatPercent } from '../../data/format';
import { comparisonLabel } from '../../data/ruleset';
import type { TrainOutcome } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

type Trained = TrainOutcome['training']['comparisons'][number];

/** What was learned: how many matches there are, and what they agree on. */
export function Learned({ outcome: { training } }: { outcome: TrainOutcome }) {
  const text = useText();
  const { language } = useSession().state;
  if (!training.learned) return <Card title={text.duplicates.learned}>{text.duplicates.tooLittle}</Card>;
  const columns: TableColumnsType<Trained> = [
    { title: text.duplicates.comparisonName, render: (_, { name }) => comparisonLabel(name, language) },
    { title: text.duplicates.agreement, render: (_, { agreement }) => formatPercent(agreement, language) },
    {
      title: text.duplicates.depends,
      className: 'break',
      render: (_, { depends }) => depends.map((name) => comparisonLabel(name, language)).join(', '),
    },
  ];
  return (
    <Card title={text.duplicates.learned} data-testid="learned">
      <div className="metric">
        <Statistic
          title={text.duplicates.expectedMatches}
          value={formatNumber(Math.round(training.expectedMatches), language)}
        />
        <Statistic title={text.duplicates.recall} value={formatPercent(training.recall, language)} />
      </div>
      <Collapse
        ghost
        items={[
          {
            key: 'comparisons',
            label: text.duplicates.byComparison,
            children: (
              <Table
                rowKey="name"
                size="small"
                tableLayout="fixed"
                columns={columns}
                dataSource={training.comparisons}
                pagination={false}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
