import { Button, Result, Space } from 'antd';
import { ForgetButton } from '../components/ForgetButton';
import { useText } from '../i18n/useText';

/** Shown when what the browser keeps cannot be opened: why, and the ways out. */
export function Unreadable({ fault }: { fault: string }) {
  const text = useText();
  const ways = (
    <Space wrap>
      <Button onClick={() => location.reload()}>{text.reload}</Button>
      <ForgetButton />
    </Space>
  );
  return <Result status="warning" title={text.keeping.unreadable} subTitle={fault} extra={ways} />;
}
