import { Form } from 'antd';
import { useState } from 'react';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useAnswer } from '../../state/useAnswer';
import { useDelayed } from '../../state/useDelayed';
import { EntryForm } from './EntryForm';
import { ExampleButton } from './ExampleButton';
import { filled, type Values } from './fields';
import { VerdictPanel } from './VerdictPanel';

/** Typing pauses for so many milliseconds before the engine is asked. */
const PAUSE = 180;

/** A customer is entered: cleaned while typing, and compared with those that exist. */
export default function EntryPage() {
  const text = useText();
  const [form] = Form.useForm<Values>();
  const [values, setValues] = useState<Values>({});
  const settled = useDelayed(values, PAUSE);
  const record = filled(settled);
  const isEmpty = Object.keys(record).length === 0;
  const cleaned = useAnswer((engine) => engine.clean(record), [settled]);
  const checked = useAnswer((engine) => (isEmpty ? null : engine.check(record, { limit: 3 })), [settled]);
  const fill = (given: Values) => {
    form.resetFields();
    form.setFieldsValue(given);
    setValues(given);
  };
  return (
    <div className="stack">
      <Heading title={text.entry.title} lead={text.entry.lead} extra={<ExampleButton onExample={fill} />} />
      <div className="grid-entry">
        <EntryForm
          form={form}
          cleaned={cleaned.value}
          verdict={checked.value?.verdict ?? null}
          onValues={setValues}
          onFill={fill}
        />
        <VerdictPanel checked={checked} />
      </div>
    </div>
  );
}
