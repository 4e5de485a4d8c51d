import { Form } from 'antd';
import type { StepDef } from '../../../data/journeys';
import { useText } from '../../../i18n/useText';
import { CardList, freeId } from '../CardList';
import { StepFields } from './StepFields';
import { FIRST } from './steps';

/** The steps of a journey, one after the other. */
export function StepList() {
  const { journeys: words } = useText();
  const form = Form.useFormInstance();
  const steps: StepDef[] = Form.useWatch('steps', { form, preserve: true }) ?? [];
  return (
    <CardList
      name="steps"
      title={(place) => words.step(place + 1)}
      removeText={words.removeStep}
      addText={words.addStep}
      blank={(): StepDef => ({ id: freeId('step', steps), ...FIRST.action })}
    >
      {(place) => <StepFields place={place} steps={steps} />}
    </CardList>
  );
}
