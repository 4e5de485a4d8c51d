import { CustomerLink } from '../../../components/CustomerLink';
import type { Contact } from '../../../data/types';
import { useText } from '../../../i18n/useText';

/** The other customers that somebody speaks or spoke for. */
export function Elsewhere({ customers }: { customers: NonNullable<Contact['elsewhere']> }) {
  const text = useText();
  if (customers.length === 0) return null;
  return (
    <div className="small break">
      <span className="muted">{text.power.elsewhere}</span>
      {customers.map(({ customerId, customerName }) => (
        <span key={customerId}>
          {' '}
          <CustomerLink id={customerId} name={customerName} />
        </span>
      ))}
    </div>
  );
}
