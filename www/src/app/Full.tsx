import { Button, Result, Space } from 'antd';
import { useState } from 'react';
import { ForgetButton } from '../components/ForgetButton';
import { useText } from '../i18n/useText';
import { useUnkept } from '../state/useUnkept';

/** Shown when the browser refused to keep what was done last: what that means, and the ways on. */
export function Full() {
  const { keeping, reload } = useText();
  const goOn = useUnkept();
  const [isBusy, setBusy] = useState(false);
  const unkept = async () => {
    setBusy(true);
    await goOn();
  };
  const ways = (
    <Space wrap style={{ justifyContent: 'center' }}>
      <Button type="primary" onClick={() => location.reload()}>
        {reload}
      </Button>
      <Button loading={isBusy} onClick={unkept}>
        {keeping.goOn}
      </Button>
      <ForgetButton />
    </Space>
  );
  return <Result status="warning" title={keeping.full} subTitle={keeping.fullHint} extra={ways} />;
}
