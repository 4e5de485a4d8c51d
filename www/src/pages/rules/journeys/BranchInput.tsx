import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ConditionField } from '../../../conditions/ConditionField';
import type { StepDef } from '../../../data/journeys';
import { useText } from '../../../i18n/useText';
import { StepSelect } from './StepSelect';
import { FIRST } from './steps';

type Arm = NonNullable<StepDef['branch']>[number];

interface Props {
  steps: string[];
  value?: Arm[];
  onChange?: (arms: Arm[]) => void;
}

/** Ways to go on: the first whose condition holds. */
export function BranchInput({ steps, value = [], onChange }: Props) {
  const { journeys: words } = useText();
  const change = (place: number, part: Partial<Arm>) =>
    onChange?.(value.map((arm, i) => (i === place ? { ...arm, ...part } : arm)));
  return (
    <div className="stack" style={{ gap: 10 }}>
      {value.map((arm, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what branches say is what is edited; with one less all are drawn anew.
        <div key={`${place} of ${value.length}`} className="stack" style={{ gap: 8 }}>
          <ConditionField value={arm.when} onChange={(when) => change(place, { when })} />
          <div className="row">
            {words.branchTo}
            <StepSelect
              steps={steps}
              label={`${words.branchTo} ${place + 1}`}
              value={arm.to}
              onChange={(to) => change(place, { to: to ?? 'end' })}
            />
            <Button size="small" type="text" onClick={() => onChange?.(value.filter((_, i) => i !== place))}>
              {words.removeBranch}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange?.([...value, ...(FIRST.branch.branch ?? [])])}
        >
          {words.addBranch}
        </Button>
      </div>
    </div>
  );
}
