import { Card, Empty, Tag } from 'antd';
import { CustomerLink } from '../../../components/CustomerLink';
import { formatDay } from '../../../data/format';
import { roleLabel } from '../../../data/ruleset';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { RelateButton } from './RelateButton';
import { UndoRelation } from './UndoRelation';

type Relation = Customer['relations'][number];

/** The customers that this one belongs together with, without being one with them. */
export function Relations({ customer: { id, relations } }: { customer: Customer }) {
  const text = useText();
  return (
    <div className="stack" style={{ gap: 12 }}>
      <div>
        <RelateButton customer={id} />
      </div>
      {relations.length === 0 && <Empty description={text.relations.none} />}
      {relations.map((relation) => (
        <RelationCard key={`${relation.kind} ${relation.customerId}`} relation={relation} />
      ))}
    </div>
  );
}

function RelationCard({ relation }: { relation: Relation }) {
  const text = useText();
  const { language } = useSession().state;
  const { from, until, actor, reason, operation } = relation;
  const time = from || until ? `${formatDay(from)} – ${formatDay(until)}` : '';
  const source = operation ? text.relations.stated(roleLabel(actor ?? '', language)) : text.relations.told;
  return (
    <Card size="small">
      <div className="spread">
        <div className="row">
          <Tag color={relation.current ? 'blue' : 'default'}>{relation.name}</Tag>
          <CustomerLink id={relation.customerId} name={relation.customerName} />
        </div>
        {operation && <UndoRelation operation={operation} name={relation.customerName} />}
      </div>
      <div className="muted small break">{[source, time, reason].filter(Boolean).join(' · ')}</div>
    </Card>
  );
}
