import { Form } from 'antd';
import { DefinitionDrawer } from '../../components/definition/DefinitionDrawer';
import type { RuleDef } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useEditing } from '../../state/useEditing';
import { DryRun } from './DryRun';
import { RuleFields } from './RuleFields';

interface Props {
  rule: Partial<RuleDef>;
  onClose: () => void;
}

/** A rule: for whom, what, how often; and who would get it today. */
export function RuleEditor({ rule, onClose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<RuleDef>();
  const { fault, isBusy, save, remove } = useEditing('rules', onClose);
  const name = rule.id === undefined ? undefined : (rule.name?.[language] ?? rule.id);
  // What the form has no field for stays as it is.
  const written = (): RuleDef => form.getFieldsValue(true);
  return (
    <DefinitionDrawer
      title={name === undefined ? text.rules.new : text.definition.editOf(name)}
      removable={name}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => remove(rule as RuleDef)}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ enabled: true, priority: 0, on: 'state', oncePer: 'month', ...rule }}
        onFinish={() => save(written())}
      >
        <RuleFields isNew={rule.id === undefined} />
      </Form>
      <DryRun read={written} />
    </DefinitionDrawer>
  );
}
