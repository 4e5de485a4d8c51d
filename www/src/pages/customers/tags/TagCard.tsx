import { CloseOutlined } from '@ant-design/icons';
import { App, Card, Tag } from 'antd';
import { ReasonedButton } from '../../../components/ReasonedButton';
import { Reasons } from '../../../components/Reasons';
import { manualTags, repeatedField } from '../../../data/ruleset';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useChange } from '../../../state/useChange';

interface Props {
  tag: Customer['tags'][number];
  customer: Customer;
}

/**
 * A tag with its reasons. One that repeats a field shows its value as the golden record does, and needs no further reason;
 * one that was given by hand can be taken off.
 */
export function TagCard({ tag, customer }: Props) {
  const text = useText();
  const field = repeatedField(tag.id);
  const value = field === undefined ? tag.value : (customer.golden[field]?.display ?? tag.value);
  const isManual = manualTags().some(({ id }) => id === tag.id);
  return (
    <Card size="small">
      <div className="spread">
        <strong className="break">{value ? text.labelled(tag.name, value) : tag.name}</strong>
        {isManual && (
          <span>
            <Tag color="purple">{text.handTags.given}</Tag>
            <TakeOff customer={customer.id} tag={tag} />
          </span>
        )}
      </div>
      {field === undefined && <Reasons reasons={tag.reasons} />}
    </Card>
  );
}

function TakeOff({ customer, tag }: { customer: string; tag: Props['tag'] }) {
  const { handTags: words } = useText();
  const { message } = App.useApp();
  const change = useChange();
  const take = async (reason: string) => {
    const taken = await change((engine, by) => engine.untag(customer, tag.id, { ...by, reason }));
    if (taken) message.success(words.taken(tag.name));
  };
  return (
    <ReasonedButton
      size="small"
      type="text"
      icon={<CloseOutlined aria-hidden />}
      aria-label={words.take(tag.name)}
      title={words.takeTitle(tag.name)}
      onConfirm={take}
    />
  );
}
