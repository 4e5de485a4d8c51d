import { Card, type TableColumnsType } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { asName, formatMoneyExact, formatNumber } from '../../../data/format';
import { isMoney } from '../../../data/money';
import type { Profile } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

type Figure = Profile['figures'][number];

/** What tells means apart, and no more. */
const DIGITS = 3;

/** Numbers that differ: medians and means, here and there. */
export function FigureTable({ figures }: { figures: Figure[] }) {
  const { profile: words } = useText().analytics;
  const { language } = useSession().state;
  const told = figures.filter(({ count, otherCount }) => count > 0 && otherCount > 0);
  if (told.length === 0) return null;
  const show = (value: number | null | undefined, inMoney: boolean) => {
    if (typeof value !== 'number') return '—';
    const told = Number(value.toPrecision(DIGITS));
    return inMoney ? formatMoneyExact(told, language) : formatNumber(told, language);
  };
  const count = (value: number) => <span className="number">{formatNumber(value, language)}</span>;
  const column = (title: string, group: string, pick: (figure: Figure) => number | null | undefined) => ({
    title: `${title} (${group})`,
    width: 130,
    align: 'right' as const,
    render: (_: unknown, figure: Figure) => <span className="number">{show(pick(figure), isMoney(figure.id))}</span>,
  });
  const columns: TableColumnsType<Figure> = [
    { title: words.figure, width: 190, render: (_, { name }) => asName(name) },
    column(words.median, words.inGroup, ({ median }) => median),
    column(words.median, words.inOther, ({ otherMedian }) => otherMedian),
    column(words.mean, words.inGroup, ({ mean }) => mean),
    column(words.mean, words.inOther, ({ otherMean }) => otherMean),
    { ...column(words.count, words.inGroup, () => null), render: (_, figure) => count(figure.count) },
    { ...column(words.count, words.inOther, () => null), render: (_, figure) => count(figure.otherCount) },
  ];
  return (
    <Card title={words.figures} className="flush">
      <FoldingTable
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={told}
        pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true }}
        width={860}
      />
    </Card>
  );
}
