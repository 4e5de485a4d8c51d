import { Popconfirm, type PopconfirmProps } from 'antd';
import { useText } from '../i18n/useText';
import { useFocusKept } from './focus';

/** Asks before something is done. The question takes the focus, for it stands far behind its button in the order of keys, and gives it back. */
export function Confirm(props: PopconfirmProps) {
  const text = useText();
  const keepFocus = useFocusKept();
  return (
    <Popconfirm
      cancelText={text.cancel}
      cancelButtonProps={{ autoFocus: true }}
      destroyOnHidden
      onOpenChange={keepFocus}
      {...props}
    />
  );
}
