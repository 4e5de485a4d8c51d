import { DeleteOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { Confirm } from '../../components/Confirm';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

/** Erases a customer, here and in what the browser keeps, the rows shown as examples of cleaning and the report of before included. */
export function EraseButton({ id }: { id: string }) {
  const text = useText();
  const { message } = App.useApp();
  const { update } = useSession();
  const change = useChange();
  const erase = async () => {
    const erased = await change(async (engine) => {
      const counts = await engine.erase(id);
      await engine.compact();
      return counts;
    });
    if (!erased) return;
    update(({ dataset }) => ({ opened: null, dataset: dataset && { ...dataset, preview: null, before: null } }));
    message.success(text.customer.erased(erased.records, erased.events));
  };
  return (
    <Confirm
      title={text.customer.eraseConfirm}
      description={text.customer.eraseHint}
      okText={text.customer.erase}
      okButtonProps={{ danger: true }}
      styles={{ root: { maxWidth: 340 } }}
      onConfirm={erase}
    >
      <Button danger icon={<DeleteOutlined aria-hidden />}>
        {text.customer.erase}
      </Button>
    </Confirm>
  );
}
