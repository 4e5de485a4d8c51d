import { ShareAltOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useState } from 'react';
import { ReasonedButton } from '../../../components/ReasonedButton';
import { useText } from '../../../i18n/useText';
import { useChange } from '../../../state/useChange';
import { RelateFields, type Stated } from './RelateFields';

const NOTHING: Stated = { kind: '', customer: '', from: '', until: '' };

/** States a relation to another customer. */
export function RelateButton({ customer }: { customer: string }) {
  const { relate: words } = useText();
  const { message } = App.useApp();
  const change = useChange();
  const [stated, setStated] = useState(NOTHING);
  const state = async (reason: string) => {
    const { kind, from, until } = stated;
    const done = await change((engine, by) =>
      engine.relate(customer, stated.customer, kind, { ...by, reason, ...(from && { from }), ...(until && { until }) }),
    );
    if (done) message.success(words.done);
  };
  return (
    <ReasonedButton
      icon={<ShareAltOutlined aria-hidden />}
      title={words.title}
      hint={words.hint}
      isReady={stated.kind !== '' && stated.customer !== ''}
      details={<RelateFields without={customer} stated={stated} onChange={setStated} />}
      onOpen={() => setStated(NOTHING)}
      onConfirm={state}
    >
      {words.button}
    </ReasonedButton>
  );
}
