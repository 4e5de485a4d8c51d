import { Flex, Spin } from 'antd';
import { useText } from '../i18n/useText';

/** Shown until the module is there. */
export function Loading() {
  const text = useText();
  return (
    <Flex vertical align="center" justify="center" gap={16} className="shell">
      <Spin />
      <span className="muted">{text.loading}</span>
    </Flex>
  );
}
