import { Result, Spin } from 'antd';
import { useText } from '../i18n/useText';

/** Shown while another tab has the data; this one goes on by itself when that is closed. */
export function Elsewhere() {
  const text = useText();
  return (
    <Result
      status="info"
      title={text.keeping.elsewhere}
      subTitle={text.keeping.elsewhereHint}
      extra={<Spin aria-label={text.keeping.waiting} />}
    />
  );
}
