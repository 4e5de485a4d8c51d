import { type TableColumnsType, Tag } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { formatMoney, formatNumber } from '../../../data/format';
import type { RuleResults } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { Interval } from './Interval';

type Variant = RuleResults['variants'][number];

/** Variant by variant: how often it was handed out, what was reported, and how many converted. */
export function VariantTable({ variants }: { variants: Variant[] }) {
  const { results: words } = useText();
  const { language } = useSession().state;
  const top = Math.max(...variants.map(({ high }) => high ?? 0), 0.01);
  const nameOf = (variant: string) => (variant === 'control' ? words.control : variant || words.all);
  const count = (title: string, pick: (variant: Variant) => number) => ({
    title,
    width: 90,
    align: 'right' as const,
    render: (_: unknown, variant: Variant) => <span className="number">{formatNumber(pick(variant), language)}</span>,
  });
  const columns: TableColumnsType<Variant> = [
    { title: words.variant, width: 120, render: (_, { variant }) => <strong>{nameOf(variant)}</strong> },
    count(words.handedOut, ({ handedOut }) => handedOut),
    count(words.customers, ({ customers }) => customers),
    count(words.converted, ({ converted }) => converted),
    { title: words.rate, width: 260, render: (_, variant) => <Interval {...variant} top={top} /> },
    {
      title: words.value,
      width: 110,
      align: 'right',
      render: (_, { value }) => <span className="number">{formatMoney(value, language)}</span>,
    },
    { title: words.outcomes, width: 200, render: (_, { outcomes }) => <Outcomes outcomes={outcomes} /> },
  ];
  return (
    <FoldingTable
      rowKey="variant"
      size="small"
      columns={columns}
      dataSource={variants}
      pagination={false}
      width={960}
    />
  );
}

function Outcomes({ outcomes }: Pick<Variant, 'outcomes'>) {
  const { results: words } = useText();
  const told = Object.entries(outcomes).filter(([, count]) => count > 0);
  if (told.length === 0) return <span className="muted">—</span>;
  return (
    <span className="hint">
      {told.map(([outcome, count]) => (
        <Tag key={outcome}>
          {words.outcomeNames[outcome] ?? outcome} {count}
        </Tag>
      ))}
    </span>
  );
}
