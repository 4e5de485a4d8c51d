import { Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import type { Definitions, One } from '../../data/definitions';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useEditing } from '../../state/useEditing';
import { DefinitionDrawer } from './DefinitionDrawer';
import { NameFields } from './NameFields';

interface Props<Part extends keyof Definitions> {
  part: Part;
  /** What is edited; without an id, a new one. */
  edited: Partial<One<Part>>;
  /** The title while a new one is made. */
  titleOfNew: string;
  /** What a definition says that says nothing of it. */
  usual?: Partial<One<Part>>;
  onClose: () => void;
  /** The fields behind id and name. */
  children: ReactNode;
  /** What stands below the form and reads it. */
  below?: (form: FormInstance<One<Part>>) => ReactNode;
}

/** The form in which a definition of a part of the ruleset is made, changed or deleted; what it has no field for stays as it is. */
export function DefinitionEditor<Part extends keyof Definitions>(props: Props<Part>) {
  const { part, edited, titleOfNew, usual, onClose, children, below } = props;
  const { definition } = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<One<Part>>();
  const { fault, isBusy, save, remove } = useEditing(part, onClose);
  const name = edited.id === undefined ? undefined : (edited.name?.[language] ?? edited.id);
  return (
    <DefinitionDrawer
      title={name === undefined ? titleOfNew : definition.editOf(name)}
      removable={name}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => remove(edited as One<Part>)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...usual, ...edited }}
        onFinish={() => save(form.getFieldsValue(true))}
      >
        <NameFields taken={(ruleset()[part] ?? []).map(({ id }) => id)} isNew={name === undefined} />
        {children}
      </Form>
      {below?.(form)}
    </DefinitionDrawer>
  );
}
