import { Select } from 'antd';
import { useText } from '../../i18n/useText';

const SEPARATORS = [',', '，', '、', ';', '；'];

interface Props {
  label: string;
  values: unknown[];
  onChange: (values: string[]) => void;
}

/** Several values, typed or pasted. */
export function ListValue({ label, values, onChange }: Props) {
  const text = useText();
  return (
    <Select
      mode="tags"
      open={false}
      suffixIcon={null}
      className="rule-value"
      style={{ minWidth: 200 }}
      aria-label={label}
      placeholder={text.builder.listHint}
      value={values.map(String)}
      tokenSeparators={SEPARATORS}
      onChange={onChange}
    />
  );
}
