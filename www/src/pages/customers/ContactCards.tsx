import { Card, Empty, Tag } from 'antd';
import type { Contact } from '../../data/types';
import { useText } from '../../i18n/useText';

/** The people, with their part in decisions. */
export function ContactCards({ contacts }: { contacts: Contact[] }) {
  const text = useText();
  if (contacts.length === 0) return <Empty description={text.customer.noContacts} />;
  return (
    <div className="grid-2">
      {contacts.map((contact) => (
        <ContactCard key={contact.records.join(' ')} contact={contact} />
      ))}
    </div>
  );
}

function ContactCard({ contact }: { contact: Contact }) {
  const text = useText();
  const position = [contact.title, contact.department].filter(Boolean).join(' · ');
  const ways = [contact.mobile, contact.email, contact.wechat].filter(Boolean);
  return (
    <Card size="small">
      <div className="spread">
        <strong>{contact.name ?? text.customer.unnamed}</strong>
        {contact.role && (
          <Tag color={contact.role === 'decision_maker' ? 'gold' : undefined}>
            {text.customer.roles[contact.role] ?? contact.role}
          </Tag>
        )}
      </div>
      <div className="muted">{position}</div>
      {ways.map((way) => (
        <div key={way} className="number break">
          {way}
        </div>
      ))}
    </Card>
  );
}
