import { Select } from 'antd';
import { eventTypes } from '../data/ruleset';
import { useSession } from '../state/session';

interface Props {
  id: string;
  value: string;
  /** What stands before the types. */
  first?: { value: string; label: string };
  onChange: (event: string) => void;
}

/** One type of event. */
export function EventSelect({ id, value, first, onChange }: Props) {
  const options = eventTypes(useSession().state.language);
  return (
    <Select
      id={id}
      value={value}
      options={first ? [first, ...options] : options}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={onChange}
    />
  );
}
