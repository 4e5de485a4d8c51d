import type { TabsProps } from 'antd';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { Business } from './business/Business';
import { CustomerActions } from './CustomerActions';
import { GoldenRecord } from './GoldenRecord';
import { History } from './History';
import { Portrait } from './Portrait';
import { People } from './people/People';
import { Relations } from './relations/Relations';
import { Sources } from './Sources';
import { TimelineTab } from './timeline/TimelineTab';

/** What is to be seen of a customer, with how much there is of it. */
export function useCustomerTabs(customer: Customer): NonNullable<TabsProps['items']> {
  const text = useText();
  const { actions, contacts, entities, relations, records, timelineTotal } = customer;
  const business = Object.values(entities).reduce((sum, { total }) => sum + total, 0);
  const count = (label: string, n: number) => (n > 0 ? `${label} ${n}` : label);
  const tab = (key: string, label: string, children: TabsProps['children']) => ({ key, label, children });
  return [
    tab('golden', text.customer.golden, <GoldenRecord customer={customer} />),
    tab('portrait', text.customer.portrait, <Portrait customer={customer} />),
    tab('actions', count(text.customer.actions, actions.length), <CustomerActions customer={customer} />),
    tab('contacts', count(text.customer.contactsTab, contacts.length), <People customer={customer} />),
    tab('timeline', count(text.customer.timeline, timelineTotal), <TimelineTab customer={customer} />),
    tab('business', count(text.business.title, business), <Business customer={customer} />),
    tab('relations', count(text.relations.title, relations.length), <Relations customer={customer} />),
    tab('sources', count(text.customer.records, records.length), <Sources customer={customer} />),
    tab('history', text.history.title, <History customer={customer.id} />),
  ];
}
