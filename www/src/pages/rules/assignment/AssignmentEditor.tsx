import { App, Divider, Form, Select } from 'antd';
import { useState } from 'react';
import { DefinitionDrawer } from '../../../components/definition/DefinitionDrawer';
import type { AssignmentDef } from '../../../data/assignment';
import { fieldLabel, fieldNames } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { type Fault, useAdoption } from '../../../state/useAdoption';
import { AgentList } from './AgentList';
import { PolicyList } from './PolicyList';

interface Props {
  assignment: AssignmentDef;
  isNew: boolean;
  onClose: () => void;
}

/** Who can own customers, and who is taken for which. */
export function AssignmentEditor({ assignment, isNew, onClose }: Props) {
  const { assignment: words, definition } = useText();
  const { language } = useSession().state;
  const { message } = App.useApp();
  const adopt = useAdoption();
  const [form] = Form.useForm<AssignmentDef>();
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (next: AssignmentDef | undefined, told: string) => {
    setBusy(true);
    const refused = await adopt((rules) => ({ ...rules, assignment: next }));
    setBusy(false);
    setFault(refused);
    if (refused) return;
    message.success(told);
    onClose();
  };
  return (
    <DefinitionDrawer
      title={words.title}
      removable={isNew ? undefined : words.title}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => take(undefined, definition.removed(words.title))}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={assignment}
        onFinish={() => take(form.getFieldsValue(true), definition.saved(words.title))}
      >
        <Form.Item name="field" label={words.field}>
          <Select
            options={fieldNames().map((value) => ({ value, label: fieldLabel(value, language) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Divider titlePlacement="start">{words.policies}</Divider>
        <PolicyList />
        <Divider titlePlacement="start">{words.agents}</Divider>
        <AgentList />
      </Form>
    </DefinitionDrawer>
  );
}
