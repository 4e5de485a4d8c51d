import { Divider, Form, InputNumber, Switch } from 'antd';
import { NameFields } from '../../components/definition/NameFields';
import { ConditionField } from '../../conditions/ConditionField';
import { LiveCount } from '../../conditions/LiveCount';
import { OptionalCondition } from '../../conditions/OptionalCondition';
import type { Condition } from '../../data/definitions';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { ActionList } from './ActionList';
import { ExperimentInput } from './experiment/ExperimentInput';
import { GoalInput } from './experiment/GoalInput';
import { LimitFields } from './LimitFields';

/** The fields of a rule's form. */
export function RuleFields({ isNew }: { isNew: boolean }) {
  const text = useText();
  const when = Form.useWatch<Condition | undefined>('when');
  return (
    <>
      <Divider titlePlacement="start">{text.rules.basics}</Divider>
      <NameFields taken={ruleset().rules.map(({ id }) => id)} isNew={isNew} />
      <div className="grid-2 form-grid">
        <Form.Item name="enabled" label={text.rules.enabled} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="priority" label={text.rules.priority}>
          <InputNumber />
        </Form.Item>
        <Form.Item name="stop" label={text.rules.stop} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Divider titlePlacement="start">{text.rules.when}</Divider>
      <Form.Item name="when">
        <ConditionField />
      </Form.Item>
      {when && <LiveCount condition={when} />}
      <Form.Item name="suppress" label={text.rules.suppress} extra={text.rules.suppressHint} style={{ marginTop: 16 }}>
        <OptionalCondition label={text.rules.hasSuppress} />
      </Form.Item>
      <Divider titlePlacement="start">{text.experiment.title}</Divider>
      <div className="grid-2 form-grid">
        <Form.Item name="split">
          <ExperimentInput />
        </Form.Item>
        <Form.Item name="goal">
          <GoalInput />
        </Form.Item>
      </div>
      <Divider titlePlacement="start">{text.rules.actionsTitle}</Divider>
      <ActionList />
      <Divider titlePlacement="start">{text.rules.limits}</Divider>
      <LimitFields />
    </>
  );
}
