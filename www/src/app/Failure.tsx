import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/useText';

interface State {
  error: Error | null;
}

/** Catches what goes wrong below, says so, and offers a new start. */
export class Failure extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    return this.state.error ? <Told error={this.state.error} /> : this.props.children;
  }
}

function Told({ error }: { error: Error }) {
  const text = useText();
  const again = <Button onClick={() => location.reload()}>{text.reload}</Button>;
  return <Result status="error" title={text.failed} subTitle={error.message} extra={again} />;
}
