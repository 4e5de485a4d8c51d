import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form } from 'antd';
import type { StepDef } from '../../../data/journeys';
import { useText } from '../../../i18n/useText';
import { StepFields } from './StepFields';
import { FIRST } from './steps';

/** The steps of a journey, one after the other. */
export function StepList() {
  const { journeys: words } = useText();
  const form = Form.useFormInstance();
  const steps: StepDef[] = Form.useWatch('steps', { form, preserve: true }) ?? [];
  const next = (): StepDef => ({ id: freeId(steps), ...FIRST.action });
  return (
    <Form.List name="steps">
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 12 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={words.step(name + 1)}
              extra={
                <Button
                  size="small"
                  type="text"
                  aria-label={`${words.removeStep} ${name + 1}`}
                  onClick={() => remove(name)}
                >
                  {words.removeStep}
                </Button>
              }
            >
              <StepFields place={name} steps={steps} />
            </Card>
          ))}
          <div>
            <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add(next())}>
              {words.addStep}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}

/** An id that no step has yet. */
function freeId(steps: StepDef[]): string {
  const taken = new Set(steps.map((step) => step?.id));
  let n = steps.length + 1;
  while (taken.has(`step_${n}`)) n += 1;
  return `step_${n}`;
}
