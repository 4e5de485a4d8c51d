import { Card, Tag } from 'antd';
import { asName, formatDay } from '../../../data/format';
import { stanceTone } from '../../../data/ruleset';
import type { Contact, Power } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import type { Tone } from '../../../theme/palette';
import { Elsewhere } from './Elsewhere';

const COLORS: Partial<Record<Tone, string>> = { good: 'success', danger: 'error', warning: 'warning' };

interface Props {
  contact: Contact;
  power: Power | null | undefined;
}

/** One person: part in decisions, stance, how close we are, how to reach them, and where else they are. */
export function ContactCard({ contact, power }: Props) {
  const text = useText();
  const role = power?.roles.find(({ id }) => id === contact.role)?.name ?? contact.role;
  const stance = power?.stances.find(({ id }) => id === contact.stance)?.name;
  const told = [
    [contact.title, contact.department].filter(Boolean).join(' · '),
    typeof contact.strength === 'number' && text.power.strengthOf(contact.strength),
    contact.reportsTo && text.power.reportsTo(contact.reportsTo),
    contact.interactions > 0 && text.power.interactions(contact.interactions, formatDay(contact.last)),
    contact.until && text.power.left(contact.until),
  ];
  return (
    <Card size="small">
      <div className="spread">
        <strong>{contact.name ?? text.customer.unnamed}</strong>
        <span>
          {role && <Tag color={contact.role === 'decision_maker' ? 'geekblue' : undefined}>{asName(role)}</Tag>}
          {stance && <Tag color={COLORS[stanceTone(contact.stance)]}>{asName(stance)}</Tag>}
        </span>
      </div>
      {told.filter(Boolean).map((line) => (
        <div key={String(line)} className="muted break">
          {line}
        </div>
      ))}
      {[contact.mobile, contact.email, contact.wechat].filter(Boolean).map((way) => (
        <div key={way} className="number break">
          {way}
        </div>
      ))}
      <Elsewhere customers={contact.elsewhere ?? []} />
    </Card>
  );
}
