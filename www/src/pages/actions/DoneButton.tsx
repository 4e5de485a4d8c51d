import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';

/** Marks one action as done. */
export function DoneButton({ action, onDone }: { action: Action; onDone: (action: Action) => void }) {
  const text = useText();
  return (
    <Button
      size="small"
      style={{ flexShrink: 0 }}
      icon={<CheckOutlined aria-hidden />}
      aria-label={text.actions.doneOf(action.name, action.customerName)}
      onClick={() => onDone(action)}
    />
  );
}
