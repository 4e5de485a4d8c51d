import { Form, Input, Select } from 'antd';
import { SORTS, type Sort, type StepDef, sortOf } from '../../../data/journeys';
import { useText } from '../../../i18n/useText';
import { ActionFields } from '../ActionFields';
import { BranchInput } from './BranchInput';
import { StepSelect } from './StepSelect';
import { FIRST } from './steps';
import { WaitInput } from './WaitInput';

interface Props {
  place: number;
  steps: StepDef[];
}

/** One step: its id, its sort with what that needs, and where it leads. */
export function StepFields({ place, steps }: Props) {
  const { journeys: words, definition } = useText();
  const form = Form.useFormInstance();
  const step = steps[place];
  if (!step) return null;
  const sort = sortOf(step);
  const become = (next: Sort) => form.setFieldValue(['steps', place], { id: step.id, next: step.next, ...FIRST[next] });
  const others = steps.map(({ id }) => id).filter((id) => id !== step.id);
  return (
    <>
      <div className="grid-3 form-grid">
        <Form.Item name={[place, 'id']} label={words.stepId} rules={[{ required: true, message: definition.required }]}>
          <Input className="code" />
        </Form.Item>
        <Form.Item label={words.sort}>
          <Select
            aria-label={words.sort}
            value={sort}
            options={SORTS.map((value) => ({ value, label: words.sorts[value] }))}
            onChange={become}
          />
        </Form.Item>
        <Form.Item name={[place, 'next']} label={words.next}>
          <StepSelect steps={others} hasNext />
        </Form.Item>
      </div>
      {sort === 'action' && <ActionFields path={[place, 'action']} />}
      {sort === 'wait' && (
        <Form.Item name={[place, 'wait']}>
          <WaitInput />
        </Form.Item>
      )}
      {sort === 'branch' && (
        <Form.Item name={[place, 'branch']}>
          <BranchInput steps={others} />
        </Form.Item>
      )}
    </>
  );
}
