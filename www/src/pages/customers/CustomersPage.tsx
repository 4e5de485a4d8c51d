import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { CustomerFilters } from './CustomerFilters';
import { CustomerTable } from './CustomerTable';
import { RoleSwitch } from './RoleSwitch';

/** All customers: searched, filtered, and seen with the eyes of a role. */
export default function CustomersPage() {
  const text = useText();
  const { filter } = useSession().state;
  return (
    <div className="stack">
      <Heading title={text.customers.title} lead={text.customers.lead} extra={<RoleSwitch />} />
      <CustomerFilters />
      <CustomerTable key={JSON.stringify(filter)} />
    </div>
  );
}
