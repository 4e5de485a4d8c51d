import { Form } from 'antd';
import { DefinitionDrawer } from '../../../components/definition/DefinitionDrawer';
import type { TagDef } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useEditing } from '../../../state/useEditing';
import { TagCustomers } from './TagCustomers';
import { TagFields } from './TagFields';

interface Props {
  tag: Partial<TagDef>;
  onClose: () => void;
}

/** A tag: what it is called and for, when customers bear it, and which do. */
export function TagEditor({ tag, onClose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<TagDef>();
  const { fault, isBusy, save, remove } = useEditing('tags', onClose);
  const when = Form.useWatch('when', form);
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
      {/* What the form has no field for stays as it is. */}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ purpose: { zh: '', en: '' }, ...tag }}
        onFinish={() => save(form.getFieldsValue(true))}
      >
        <TagFields isNew={tag.id === undefined} />
      </Form>
      <TagCustomers condition={when ?? undefined} id={tag.id} />
    </DefinitionDrawer>
  );
}
