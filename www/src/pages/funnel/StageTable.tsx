import { Card, type TableColumnsType } from 'antd';
import { FoldingTable } from '../../components/FoldingTable';
import { formatMoney, formatNumber } from '../../data/format';
import type { FunnelStage } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** Stage by stage: who is there, who came further, how long it takes, and, where there are deals, what can be expected. */
export function StageTable({ stages }: { stages: FunnelStage[] }) {
  const words = useText().funnel;
  const { language } = useSession().state;
  const count = (title: string, pick: (stage: FunnelStage) => string) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, stage: FunnelStage) => <span className="number">{pick(stage)}</span>,
  });
  const show = (value: number) => formatNumber(value, language);
  const money = [
    count(words.amount, ({ amount }) => formatMoney(amount, language)),
    count(words.expected, ({ expected }) => (expected ? formatMoney(expected, language) : '—')),
  ];
  const columns: TableColumnsType<FunnelStage> = [
    { title: words.stage, width: 150, render: (_, { name }) => name },
    count(words.now, ({ now }) => show(now)),
    count(words.reached, ({ reached }) => show(reached)),
    count(words.conversion, ({ conversion }) => (typeof conversion === 'number' ? `${conversion}%` : '—')),
    count(words.median, ({ medianDays }) =>
      typeof medianDays === 'number' ? words.days(show(Math.round(medianDays))) : '—',
    ),
    count(words.stuck, ({ stuck }) => show(stuck)),
    ...(stages.some(({ amount }) => Number(amount) > 0) ? money : []),
  ];
  return (
    <Card title={words.table} className="flush">
      <FoldingTable rowKey="id" size="small" columns={columns} dataSource={stages} pagination={false} width={860} />
    </Card>
  );
}
