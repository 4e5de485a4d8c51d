import { AutoComplete } from 'antd';
import { useText } from '../../i18n/useText';
import { useKnownValues } from '../../state/useKnownValues';

interface Props {
  label: string;
  /** The field whose common values are offered, if any. */
  field?: string;
  value: string;
  onChange: (value: string) => void;
}

/** One text; what the field commonly holds is offered. */
export function TextValue({ label, field, value, onChange }: Props) {
  const text = useText();
  const { values, want } = useKnownValues(field);
  return (
    <AutoComplete
      className="rule-value"
      style={{ minWidth: 160 }}
      aria-label={label}
      placeholder={text.builder.value}
      value={value}
      options={values.map((one) => ({ value: one }))}
      showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      popupMatchSelectWidth={false}
      onFocus={want}
      onChange={(typed) => onChange(typed ?? '')}
    />
  );
}
