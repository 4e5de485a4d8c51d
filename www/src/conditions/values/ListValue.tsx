import { Select } from 'antd';
import { useText } from '../../i18n/useText';
import { useKnownValues } from '../../state/useKnownValues';

const SEPARATORS = [',', '，', '、', ';', '；'];

interface Props {
  label: string;
  /** The field whose common values are offered, if any. */
  field?: string;
  values: unknown[];
  onChange: (values: string[]) => void;
}

/** Several values, typed, pasted, or chosen from what the field commonly holds. */
export function ListValue({ label, field, values, onChange }: Props) {
  const text = useText();
  const known = useKnownValues(field);
  return (
    <Select
      mode="tags"
      className="rule-value"
      style={{ minWidth: 200 }}
      aria-label={label}
      placeholder={text.builder.listHint}
      value={values.map(String)}
      options={known.values.map((one) => ({ value: one, label: one }))}
      notFoundContent={null}
      popupMatchSelectWidth={false}
      tokenSeparators={SEPARATORS}
      onFocus={known.want}
      onChange={onChange}
    />
  );
}
