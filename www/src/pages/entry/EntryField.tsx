import { Form, Input } from 'antd';
import { type Control, Controller } from 'react-hook-form';
import { fieldLabel } from '../../data/ruleset';
import type { Cleaned } from '../../data/types';
import { useSession } from '../../state/session';
import { EntryHint, hintOf } from './EntryHint';
import { type FieldName, REQUIRED, type Values } from './fields';
import { messagesOf } from './resolver';

interface Props {
  field: FieldName;
  control: Control<Values>;
  cleaned: Cleaned | null;
  onApply: (value: string) => void;
}

/** One field: the input of the component library, kept and checked by the form library. */
export function EntryField({ field, control, cleaned, onApply }: Props) {
  const { language } = useSession().state;
  const hint = hintOf(field, cleaned);
  const isRequired = field === REQUIRED;
  const messageId = `${field}-message`;
  return (
    <Controller
      name={field}
      control={control}
      render={({ field: input, fieldState: { error } }) => (
        <Form.Item
          htmlFor={field}
          label={fieldLabel(field, language)}
          required={isRequired}
          validateStatus={error && 'error'}
          help={error && <span id={messageId}>{messagesOf(error).join(language === 'zh' ? '；' : '; ')}</span>}
          extra={hint && <EntryHint hint={hint} onApply={onApply} />}
        >
          <Input
            {...input}
            id={field}
            allowClear
            aria-required={isRequired}
            aria-invalid={error !== undefined}
            aria-describedby={error && messageId}
          />
        </Form.Item>
      )}
    />
  );
}
