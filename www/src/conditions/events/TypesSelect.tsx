import { Select } from 'antd';
import { eventTypes } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { type EventTest, typesOf, withTypes } from './eventTest';

interface Props<T extends Pick<EventTest, 'event'>> {
  label: string;
  test: T;
  onChange: (test: T) => void;
}

/** Of which types events are; none chosen is all. */
export function TypesSelect<T extends Pick<EventTest, 'event'>>({ label, test, onChange }: Props<T>) {
  const { events } = useText().builder;
  const { language } = useSession().state;
  return (
    <Select
      mode="multiple"
      style={{ minWidth: 160, flex: '1 1 160px', maxWidth: 420 }}
      maxTagCount="responsive"
      aria-label={label}
      placeholder={events.any}
      value={typesOf(test)}
      options={eventTypes(language)}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(types) => onChange(withTypes(test, types))}
    />
  );
}
