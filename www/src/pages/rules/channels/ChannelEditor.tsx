import { Form } from 'antd';
import { DefinitionEditor } from '../../../components/definition/DefinitionEditor';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import type { ChannelDef } from '../../../data/channels';
import { useText } from '../../../i18n/useText';
import { AddressInput } from './AddressInput';
import { CapInput } from './CapInput';
import { QuietInput } from './QuietInput';

interface Props {
  channel: Partial<ChannelDef>;
  onClose: () => void;
}

/** A channel: what it is called, what it reaches customers by, how often it may be used, when not, and with whose consent. */
export function ChannelEditor({ channel, onClose }: Props) {
  const { channels: words } = useText();
  return (
    <DefinitionEditor part="channels" edited={channel} titleOfNew={words.new} onClose={onClose}>
      <Form.Item name="address" label={words.address} extra={words.addressHint}>
        <AddressInput />
      </Form.Item>
      <Form.Item name="frequency" label={words.cap}>
        <CapInput />
      </Form.Item>
      <Form.Item name="quiet" label={words.quiet}>
        <QuietInput />
      </Form.Item>
      <Form.Item name="consent" label={words.consent} extra={words.consentHint}>
        <OptionalCondition label={words.hasConsent} />
      </Form.Item>
    </DefinitionEditor>
  );
}
