import { Form } from 'antd';
import { DefinitionDrawer } from '../../../components/definition/DefinitionDrawer';
import type { Condition, TagDef } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useEditing } from '../../../state/useEditing';
import { TagCustomers } from './TagCustomers';
import { TagFields } from './TagFields';

/** The tag as the form has it: a tag that shows a field's value may go without a condition. */
export type TagValues = TagDef & { hasCondition: boolean };

interface Props {
  tag: Partial<TagDef>;
  onClose: () => void;
}

/** A tag: what it is called and for, when customers bear it, and which do. */
export function TagEditor({ tag, onClose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<TagValues>();
  const { fault, isBusy, save, remove } = useEditing('tags', onClose);
  const when = Form.useWatch('when', form);
  const hasCondition = Form.useWatch('hasCondition', form);
  const name = tag.id === undefined ? undefined : (tag.name?.[language] ?? tag.id);
  return (
    <DefinitionDrawer
      title={name === undefined ? text.tags.new : text.definition.editOf(name)}
      removable={name}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => remove(tag as TagDef)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ purpose: { zh: '', en: '' }, ...tag, hasCondition: Boolean(tag.when) }}
        onFinish={(values) => save(tagOf({ ...tag, ...values }))}
      >
        <TagFields isNew={tag.id === undefined} hasCondition={hasCondition ?? false} />
      </Form>
      <TagCustomers condition={hasCondition ? (when as Condition | undefined) : undefined} id={tag.id} />
    </DefinitionDrawer>
  );
}

function tagOf({ hasCondition, when, value, ...tag }: TagValues): TagDef {
  return { ...tag, ...(hasCondition && { when }), ...(value && { value }) };
}
