import { Drawer } from 'antd';
import { Answered } from '../../components/Answered';
import { CustomerName } from '../../components/CustomerName';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { CustomerView } from './CustomerView';
import { RoleSwitch } from './RoleSwitch';

/** Everything known of one customer, over whatever page is open. */
export function CustomerDrawer() {
  const text = useText();
  const { state, update } = useSession();
  const { opened, access, dataset } = state;
  const customer = useAnswer(
    (engine, now) => (opened ? engine.customer(opened, { ...access, now }) : null),
    [opened, access],
  );
  return (
    <Drawer
      open={opened !== null && dataset !== null}
      onClose={() => update({ opened: null })}
      size={860}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={<CustomerName name={customer.value?.name ?? text.customers.name} />}
      extra={<RoleSwitch />}
    >
      <Answered answer={customer}>{(value) => <CustomerView customer={value} />}</Answered>
    </Drawer>
  );
}
