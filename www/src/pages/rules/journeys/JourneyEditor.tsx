import { Divider, Form } from 'antd';
import { DefinitionEditor } from '../../../components/definition/DefinitionEditor';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import { OptionalPeriod } from '../../../conditions/OptionalPeriod';
import { WhenField } from '../../../conditions/WhenField';
import type { JourneyDef } from '../../../data/journeys';
import { useText } from '../../../i18n/useText';
import { StepList } from './StepList';

interface Props {
  journey: Partial<JourneyDef>;
  onClose: () => void;
}

/** A journey: who enters, who leaves early, and its steps. */
export function JourneyEditor({ journey, onClose }: Props) {
  const { journeys: words } = useText();
  return (
    <DefinitionEditor part="journeys" edited={journey} titleOfNew={words.new} onClose={onClose}>
      <WhenField title={words.when} />
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
    </DefinitionEditor>
  );
}
