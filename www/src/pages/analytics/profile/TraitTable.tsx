import { type TableColumnsType, Tag } from 'antd';
import { FoldingTable } from '../../../components/FoldingTable';
import { asName, formatNumber } from '../../../data/format';
import type { Profile } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { ShareBar } from './ShareBar';

type Trait = Profile['traits'][number];

/** Trait by trait: how common it is here and there, and whether that may be chance. */
export function TraitTable({ traits }: { traits: Trait[] }) {
  const { profile: words } = useText().analytics;
  const { language } = useSession().state;
  const columns: TableColumnsType<Trait> = [
    {
      title: words.trait,
      width: 250,
      render: (_, trait) => (
        <>
          <Tag>{words.kinds[trait.kind] ?? trait.kind}</Tag> {nameOf(trait)}
        </>
      ),
    },
    {
      title: words.share,
      width: 200,
      render: (_, { share, count }) => <ShareBar share={share} count={count} tone="brand" />,
    },
    {
      title: words.otherShare,
      width: 200,
      render: (_, { otherShare, otherCount }) => <ShareBar share={otherShare} count={otherCount} tone="neutral" />,
    },
    {
      title: words.lift,
      width: 80,
      align: 'right',
      render: (_, { lift }) => (
        <span className="number">{lift ? words.times(formatNumber(Number(lift.toFixed(1)), language)) : '—'}</span>
      ),
    },
    { title: words.verdict, width: 150, render: (_, trait) => <Certainty trait={trait} /> },
  ];
  return (
    <FoldingTable
      rowKey={({ kind, id, value }) => `${kind} ${id} ${value ?? ''}`}
      size="small"
      columns={columns}
      dataSource={traits}
      pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true }}
      width={800}
    />
  );
}

const nameOf = ({ name, label, value }: Trait): string => asName(value ? `${name}: ${label ?? value}` : name);

function Certainty({ trait: { significant, note } }: { trait: Trait }) {
  const { profile: words } = useText().analytics;
  if (significant) return <Tag color="success">{words.significant}</Tag>;
  return <span className="muted small">{note ?? words.chance}</span>;
}
