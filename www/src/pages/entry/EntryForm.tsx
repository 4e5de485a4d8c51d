import { App, Button, Card, Form, type FormInstance, Input } from 'antd';
import { fieldLabel } from '../../data/ruleset';
import type { Checked, Cleaned } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { EntryHint, hintOf } from './EntryHint';
import { filled, GROUPS, REQUIRED, ruleOf, type Values } from './fields';

interface Props {
  form: FormInstance<Values>;
  cleaned: Cleaned | null;
  verdict: Checked['verdict'] | null;
  onValues: (values: Values) => void;
  onFill: (values: Values) => void;
}

export function EntryForm({ form, cleaned, verdict, onValues, onFill }: Props) {
  const text = useText();
  const save = useSave();
  const submit = async (values: Values) => {
    if (await save(filled(values))) onFill({});
  };
  const apply = (field: string, value: string) => {
    form.setFieldValue(field, value);
    onValues(form.getFieldsValue());
    void form.validateFields([field]).catch(() => {});
  };
  const labels = {
    allow: text.entry.save,
    warn: text.entry.saveAnyway,
    block: text.entry.saveAnyway,
    link: text.entry.link,
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark
      autoComplete="off"
      onValuesChange={(_, values: Values) => onValues(values)}
      onFinish={submit}
    >
      <div className="stack">
        {(['company', 'person'] as const).map((group) => (
          <Card key={group} title={text.entry[group]}>
            <div className="grid-2" style={{ columnGap: 20, rowGap: 0 }}>
              {GROUPS[group].map((field) => (
                <EntryField key={field} field={field} cleaned={cleaned} onApply={(value) => apply(field, value)} />
              ))}
            </div>
          </Card>
        ))}
        <div className="row">
          <Button type="primary" htmlType="submit" danger={verdict === 'block'}>
            {labels[verdict ?? 'allow']}
          </Button>
          <Button onClick={() => onFill({})}>{text.entry.reset}</Button>
        </div>
      </div>
    </Form>
  );
}

function EntryField({
  field,
  cleaned,
  onApply,
}: {
  field: string;
  cleaned: Cleaned | null;
  onApply: (value: string) => void;
}) {
  const { language } = useSession().state;
  const hint = hintOf(field, cleaned);
  return (
    <Form.Item
      name={field}
      label={fieldLabel(field, language)}
      required={field === REQUIRED}
      rules={[ruleOf(field, language)]}
      validateTrigger={['onBlur', 'onSubmit']}
      extra={hint && <EntryHint hint={hint} onApply={onApply} />}
    >
      <Input allowClear />
    </Form.Item>
  );
}

/** Keeps a record and says where it went. */
function useSave() {
  const text = useText();
  const { message } = App.useApp();
  const { state, update } = useSession();
  return async (record: Record<string, string>): Promise<boolean> => {
    if (!state.engine) return false;
    try {
      const { results } = await state.engine.upsert([record], { now: state.now, source: 'form' });
      const id = results[0]?.customerId;
      const name = id ? (await state.engine.customer(id, { now: state.now })).name : '';
      update(({ revision }) => ({ revision: revision + 1 }));
      message.success(text.entry.savedTo(name));
      return true;
    } catch (error) {
      message.error((error as Error).message);
      return false;
    }
  };
}
