import { Select } from 'antd';
import { eventTypes } from '../../../data/ruleset';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** Which events are shown: all where nothing is chosen. */
export interface Shown {
  types: string[];
  contact?: string;
}

interface Props {
  customer: Customer;
  shown: Shown;
  onChange: (shown: Shown) => void;
}

export function TimelineFilters({ customer, shown, onChange }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const people = customer.contacts.flatMap(({ name, records: [record] }) =>
    record ? [{ value: record, label: name ?? text.customer.unnamed }] : [],
  );
  return (
    <div className="row filters">
      <Select
        mode="multiple"
        allowClear
        aria-label={text.timeline.types}
        placeholder={text.timeline.types}
        value={shown.types}
        options={eventTypes(language)}
        onChange={(types) => onChange({ ...shown, types })}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
      />
      <Select
        allowClear
        aria-label={text.timeline.contact}
        placeholder={text.timeline.contact}
        value={shown.contact}
        options={people}
        onChange={(contact) => onChange({ ...shown, contact })}
      />
    </div>
  );
}
