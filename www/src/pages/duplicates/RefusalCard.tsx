import { Card, Tag } from 'antd';
import { CustomerLink } from '../../components/CustomerLink';
import { bits, signed } from '../../data/format';
import { fieldLabel, guardText } from '../../data/ruleset';
import type { Refusal } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

interface Props {
  refusal: Refusal;
  customers: { id: string; name: string }[];
}

/** Two customers that records would join: why they stay apart, and what did not count. */
export function RefusalCard({ refusal, customers }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const records = [refusal.left, refusal.right];
  return (
    <Card size="small">
      <div className="spread">
        <strong>{guardText(refusal.reason, language)}</strong>
        <span className="muted small number">
          {text.duplicates.weight} {signed(bits(refusal.weight))} {text.duplicates.bit}
        </span>
      </div>
      <div className="grid-2" style={{ margin: '8px 0', gap: 8 }}>
        {customers.map(({ id, name }, i) => (
          <div key={records[i]} className="break">
            <CustomerLink id={id} name={name} />
            <div className="muted small">{records[i]}</div>
          </div>
        ))}
      </div>
      {refusal.demoted.length > 0 && (
        <span className="hint small">
          {text.refusals.demoted}
          {refusal.demoted.map((kind) => (
            <Tag key={kind}>{fieldLabel(kind, language)}</Tag>
          ))}
        </span>
      )}
    </Card>
  );
}
