import { Select } from 'antd';
import { fieldLabel, ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

interface Props {
  id?: string;
  value?: string[];
  onChange?: (fields: string[]) => void;
}

/** The fields that a channel reaches customers by; without any, it needs none. */
export function AddressInput({ id, value = [], onChange }: Props) {
  const { channels: words } = useText();
  const { language } = useSession().state;
  const options = ruleset().fields.map(({ name }) => ({ value: name, label: fieldLabel(name, language) }));
  return (
    <Select
      id={id}
      mode="multiple"
      placeholder={words.noAddress}
      value={value}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={onChange}
    />
  );
}
