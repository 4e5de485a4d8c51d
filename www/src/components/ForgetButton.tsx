import { Button, Popconfirm } from 'antd';
import { useText } from '../i18n/useText';
import { useForgetting } from '../state/useForgetting';

/** Forgets all data, once that is confirmed. */
export function ForgetButton() {
  const text = useText();
  const forget = useForgetting();
  return (
    <Popconfirm
      title={text.keeping.forgetConfirm}
      okText={text.keeping.forget}
      cancelText={text.keeping.forgetNot}
      onConfirm={forget}
    >
      <Button size="small" danger>
        {text.keeping.forget}
      </Button>
    </Popconfirm>
  );
}
