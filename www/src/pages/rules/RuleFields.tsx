import { Divider, Form, InputNumber, Switch } from 'antd';
import { OptionalCondition } from '../../conditions/OptionalCondition';
import { WhenField } from '../../conditions/WhenField';
import { useText } from '../../i18n/useText';
import { ActionList } from './ActionList';
import { ExperimentInput } from './experiment/ExperimentInput';
import { GoalInput } from './experiment/GoalInput';
import { LimitFields } from './LimitFields';

/** The fields of a rule's form besides its name. */
export function RuleFields() {
  const text = useText();
  return (
    <>
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
      <WhenField title={text.rules.when} />
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
