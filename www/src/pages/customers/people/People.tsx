import { Empty } from 'antd';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { ContactCard } from './ContactCard';
import { PowerCard } from './PowerCard';

/** The people: who decides, then one by one. */
export function People({ customer: { contacts, power } }: { customer: Customer }) {
  const text = useText();
  if (contacts.length === 0) return <Empty description={text.customer.noContacts} />;
  return (
    <div className="stack">
      {power && <PowerCard contacts={contacts} power={power} />}
      <div className="grid-2">
        {contacts.map((contact) => (
          <ContactCard key={contact.records.join(' ')} contact={contact} power={power} />
        ))}
      </div>
    </div>
  );
}
