import { Button, Popconfirm } from 'antd';
import { useText } from '../../i18n/useText';

/** Deletes a definition, once that is confirmed. */
export function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  const text = useText();
  return (
    <Popconfirm
      title={text.definition.removeOf(name)}
      okText={text.definition.remove}
      cancelText={text.cancel}
      onConfirm={onRemove}
    >
      <Button danger>{text.definition.remove}</Button>
    </Popconfirm>
  );
}
