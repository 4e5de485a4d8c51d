import { Select } from 'antd';

export interface Option {
  value: string;
  label: string;
}

interface Props {
  id: string;
  value: string;
  options: Option[];
  /** What stands before the others. */
  first?: Option;
  onChange: (value: string) => void;
}

/** One of many, searched by name. */
export function OneOf({ id, value, options, first, onChange }: Props) {
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
