import { Button } from 'antd';
import { useText } from '../i18n/useText';
import { useForgetting } from '../state/useForgetting';
import { Confirm } from './Confirm';

/** Forgets all data, once that is confirmed. */
export function ForgetButton() {
  const text = useText();
  const forget = useForgetting();
  return (
    <Confirm
      title={text.keeping.forgetConfirm}
      okText={text.keeping.forget}
      cancelText={text.keeping.forgetNot}
      onConfirm={forget}
    >
      <Button size="small" danger>
        {text.keeping.forget}
      </Button>
    </Confirm>
  );
}
