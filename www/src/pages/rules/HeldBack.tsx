import { type TableColumnsType, Tag } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { FoldingTable } from '../../components/FoldingTable';
import { Reasons } from '../../components/Reasons';
import { formatMoment, formatNumber } from '../../data/format';
import type { Rehearsal } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

type Held = Rehearsal['heldRows'][number];

/** For whom a rule is held back although its condition holds, by what, and until when. */
export function HeldBack({ outcome: { heldBack, heldTotal, heldRows } }: { outcome: Rehearsal }) {
  const text = useText();
  const { language } = useSession().state;
  const columns: TableColumnsType<Held> = [
    {
      title: text.actions.customer,
      width: 240,
      render: (_, { customerId, customerName }) => <CustomerLink id={customerId} name={customerName} />,
    },
    {
      title: text.actions.reasons,
      width: 500,
      render: (_, held) => (
        <>
          {held.text}
          {held.until && (
            <span className="muted small"> {text.rules.heldUntil(formatMoment(Date.parse(held.until), language))}</span>
          )}
          <Reasons reasons={held.facts ?? []} />
        </>
      ),
    },
  ];
  return (
    <section className="stack" style={{ gap: 8 }} data-testid="held-back">
      <strong>{text.rules.heldTitle(formatNumber(heldTotal, language))}</strong>
      <div className="row">
        {heldBack.map(({ text: why, count }) => (
          <Tag key={why}>
            {why} · {formatNumber(count, language)}
          </Tag>
        ))}
      </div>
      <FoldingTable
        rowKey={({ customerId, action }) => `${customerId} ${action ?? ''}`}
        size="small"
        columns={columns}
        dataSource={heldRows}
        pagination={{ pageSize: 5, size: 'small' }}
        width={740}
      />
    </section>
  );
}
