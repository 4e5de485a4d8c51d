import { Button } from 'antd';
import { useSession } from '../state/session';
import { CustomerName } from './CustomerName';

/** A customer's name that opens the customer. */
export function CustomerLink({ id, name }: { id: string; name: string }) {
  const { update } = useSession();
  return (
    <Button
      type="link"
      size="small"
      style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'left' }}
      onClick={() => update({ opened: id })}
    >
      <CustomerName name={name} />
    </Button>
  );
}
