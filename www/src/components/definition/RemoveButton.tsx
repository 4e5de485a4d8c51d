import { Button } from 'antd';
import { useText } from '../../i18n/useText';
import { Confirm } from '../Confirm';

/** Deletes a definition, once that is confirmed. */
export function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  const text = useText();
  return (
    <Confirm title={text.definition.removeOf(name)} okText={text.definition.remove} onConfirm={onRemove}>
      <Button danger>{text.definition.remove}</Button>
    </Confirm>
  );
}
