import { Form, Input } from 'antd';
import { useText } from '../../i18n/useText';

interface Props {
  /** The way to the text in the values of the form. */
  name: (string | number)[];
  zh: string;
  en: string;
  isRequired?: boolean;
}

/** A text in both languages, side by side. */
export function LabelFields({ name, zh, en, isRequired = false }: Props) {
  const { definition } = useText();
  const rules = [{ required: isRequired, message: definition.required, whitespace: true }];
  return (
    <div className="grid-2 form-grid">
      <Form.Item name={[...name, 'zh']} label={zh} rules={rules}>
        <Input />
      </Form.Item>
      <Form.Item name={[...name, 'en']} label={en} rules={rules}>
        <Input />
      </Form.Item>
    </div>
  );
}
