import { UndoOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { ReasonedButton } from '../../../components/ReasonedButton';
import { useText } from '../../../i18n/useText';
import { useChange } from '../../../state/useChange';

/** Takes back that somebody stated a relation. */
export function UndoRelation({ operation, name }: { operation: string; name: string }) {
  const { relate: words } = useText();
  const { message } = App.useApp();
  const change = useChange();
  const undo = async (reason: string) => {
    const undone = await change((engine, by) => engine.undo(operation, { ...by, reason }));
    if (undone) message.success(words.undone);
  };
  return (
    <ReasonedButton
      size="small"
      icon={<UndoOutlined aria-hidden />}
      aria-label={words.undo(name)}
      title={words.undo(name)}
      onConfirm={undo}
    />
  );
}
