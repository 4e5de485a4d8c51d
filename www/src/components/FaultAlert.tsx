import { Alert } from 'antd';
import { useText } from '../i18n/useText';
import type { Fault } from '../state/useAdoption';

/** Why the engine refused something, and where the fault lies. */
export function FaultAlert({ fault }: { fault: Fault }) {
  const text = useText();
  const { message, path } = fault;
  if (!path) return <Alert type="error" showIcon title={message} />;
  return (
    <Alert
      type="error"
      showIcon
      title={message}
      description={<span className="code small">{text.definition.refused(path)}</span>}
    />
  );
}
