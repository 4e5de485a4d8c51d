import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/useText';

/** What browsers say of a module that does not come: the network is gone, or the server has another version by now. */
const UNFETCHED = /dynamically imported module|module script/i;

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
  const told = UNFETCHED.test(error.message) ? text.unfetched : error.message;
  return <Result status="error" title={text.failed} subTitle={told} extra={again} />;
}
