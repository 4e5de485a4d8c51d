import { Form } from 'antd';
import { DefinitionDrawer } from '../../../components/definition/DefinitionDrawer';
import { NameFields } from '../../../components/definition/NameFields';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import type { ChannelDef } from '../../../data/channels';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useEditing } from '../../../state/useEditing';
import { CapInput } from './CapInput';
import { QuietInput } from './QuietInput';

interface Props {
  channel: Partial<ChannelDef>;
  onClose: () => void;
}

/** A channel: what it is called, how often it may be used, when not, and with whose consent. */
export function ChannelEditor({ channel, onClose }: Props) {
  const { channels: words, definition } = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<ChannelDef>();
  const { fault, isBusy, save, remove } = useEditing('channels', onClose);
  const name = channel.id === undefined ? undefined : (channel.name?.[language] ?? channel.id);
  return (
    <DefinitionDrawer
      title={name === undefined ? words.new : definition.editOf(name)}
      removable={name}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => remove(channel as ChannelDef)}
      onClose={onClose}
    >
      <Form form={form} layout="vertical" initialValues={channel} onFinish={() => save(form.getFieldsValue(true))}>
        <NameFields taken={(ruleset().channels ?? []).map(({ id }) => id)} isNew={name === undefined} />
        <Form.Item name="frequency" label={words.cap}>
          <CapInput />
        </Form.Item>
        <Form.Item name="quiet" label={words.quiet}>
          <QuietInput />
        </Form.Item>
        <Form.Item name="consent" label={words.consent} extra={words.consentHint}>
          <OptionalCondition label={words.hasConsent} />
        </Form.Item>
      </Form>
    </DefinitionDrawer>
  );
}
