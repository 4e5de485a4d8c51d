import { Divider, Form } from 'antd';
import { DefinitionDrawer } from '../../../components/definition/DefinitionDrawer';
import { NameFields } from '../../../components/definition/NameFields';
import { ConditionField } from '../../../conditions/ConditionField';
import { LiveCount } from '../../../conditions/LiveCount';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import { OptionalPeriod } from '../../../conditions/OptionalPeriod';
import type { Condition } from '../../../data/definitions';
import type { JourneyDef } from '../../../data/journeys';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useEditing } from '../../../state/useEditing';
import { StepList } from './StepList';

interface Props {
  journey: Partial<JourneyDef>;
  onClose: () => void;
}

/** A journey: who enters, who leaves early, and its steps. */
export function JourneyEditor({ journey, onClose }: Props) {
  const { journeys: words, definition } = useText();
  const { language } = useSession().state;
  const [form] = Form.useForm<JourneyDef>();
  const when = Form.useWatch<Condition | undefined>('when', form);
  const { fault, isBusy, save, remove } = useEditing('journeys', onClose);
  const name = journey.id === undefined ? undefined : (journey.name?.[language] ?? journey.id);
  return (
    <DefinitionDrawer
      title={name === undefined ? words.new : definition.editOf(name)}
      removable={name}
      fault={fault}
      isBusy={isBusy}
      onSave={form.submit}
      onRemove={() => remove(journey as JourneyDef)}
      onClose={onClose}
    >
      <Form form={form} layout="vertical" initialValues={journey} onFinish={() => save(form.getFieldsValue(true))}>
        <NameFields taken={(ruleset().journeys ?? []).map(({ id }) => id)} isNew={name === undefined} />
        <Divider titlePlacement="start">{words.when}</Divider>
        <Form.Item name="when">
          <ConditionField />
        </Form.Item>
        {when && <LiveCount condition={when} />}
        <Form.Item name="goal" style={{ marginTop: 16 }}>
          <OptionalCondition label={words.hasGoal} />
        </Form.Item>
        <Form.Item name="exit">
          <OptionalCondition label={words.hasExit} />
        </Form.Item>
        <Form.Item name="reentry">
          <OptionalPeriod has={words.hasReentry} label={words.after} first={{ last: 1, unit: 'year' }} />
        </Form.Item>
        <Divider titlePlacement="start">{words.steps}</Divider>
        <StepList />
      </Form>
    </DefinitionDrawer>
  );
}
