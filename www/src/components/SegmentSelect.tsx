import { Select } from 'antd';
import { ruleset } from '../data/ruleset';
import { useSession } from '../state/session';

interface Props {
  id: string;
  value: string;
  /** What stands before the segments. */
  first?: { value: string; label: string };
  /** A segment that is not offered. */
  without?: string;
  onChange: (id: string) => void;
}

/** One of the segments. */
export function SegmentSelect({ id, value, first, without, onChange }: Props) {
  const { language } = useSession().state;
  const segments = ruleset().segments.filter((segment) => segment.id !== without);
  const options = segments.map((segment) => ({ value: segment.id, label: segment.name[language] }));
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
