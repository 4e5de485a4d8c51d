import { Button, Card, Form } from 'antd';
import type { Checked, Cleaned } from '../../data/types';
import { useText } from '../../i18n/useText';
import { EntryField } from './EntryField';
import { type FieldName, filled, GROUPS, type Values } from './fields';
import type { EntryFormState } from './useEntryForm';
import { useSave } from './useSave';

interface Props {
  form: EntryFormState;
  cleaned: Cleaned | null;
  verdict: Checked['verdict'] | null;
  onFill: (values: Partial<Values>) => void;
}

export function EntryForm({ form, cleaned, verdict, onFill }: Props) {
  const text = useText();
  const save = useSave();
  const submit = form.handleSubmit(async (values) => {
    if (await save(filled(values))) onFill({});
  });
  const apply = (field: FieldName, value: string) =>
    form.setValue(field, value, { shouldDirty: true, shouldValidate: true });
  const labels = {
    allow: text.entry.save,
    warn: text.entry.saveAnyway,
    block: text.entry.saveAnyway,
    link: text.entry.link,
  };
  return (
    <Form layout="vertical" requiredMark autoComplete="off" onFinish={() => void submit()}>
      <div className="stack">
        {(['company', 'person'] as const).map((group) => (
          <Card key={group} title={text.entry[group]}>
            <div className="grid-2" style={{ columnGap: 20, rowGap: 0 }}>
              {GROUPS[group].map((field) => (
                <EntryField
                  key={field}
                  field={field}
                  control={form.control}
                  cleaned={cleaned}
                  onApply={(value) => apply(field, value)}
                />
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
