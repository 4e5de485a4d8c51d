import { Checkbox, Select } from 'antd';
import { Labelled } from '../../../components/Labelled';
import { OneOf } from '../../../components/OneOf';
import type { EventTest } from '../../../conditions/events/eventTest';
import { WhereFields } from '../../../conditions/events/WhereFields';
import { PeriodInput } from '../../../conditions/PeriodInput';
import { propertySubjects } from '../../../conditions/vocabulary';
import type { Goal } from '../../../data/definitions';
import { eventTypes } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

const FIRST: Goal = { event: 'order', within: { last: 30, unit: 'day' }, value: 'amount' };
/** In the select, for a goal whose worth is not counted. */
const NOTHING = '';

interface Props {
  value?: Goal | null;
  onChange?: (goal: Goal | null) => void;
}

/** The event by which the success of a rule is measured, if any. */
export function GoalInput({ value, onChange }: Props) {
  const { experiment: words } = useText();
  return (
    <div className="stack" style={{ gap: 10 }}>
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? FIRST : null)}>
        {words.hasGoal}
      </Checkbox>
      {value && <GoalFields goal={value} onChange={(goal) => onChange?.(goal)} />}
    </div>
  );
}

function GoalFields({ goal, onChange }: { goal: Goal; onChange: (goal: Goal) => void }) {
  const { experiment: words } = useText();
  const { language } = useSession().state;
  const amounts = propertySubjects([goal.event], language).filter(({ kind }) => kind === 'amount');
  const worth = amounts.map(({ name, label }) => ({ value: name, label }));
  const hear = ({ event, where }: EventTest) => {
    const { where: _, ...rest } = goal;
    onChange({ ...rest, event: String(event), ...(where && { where }) });
  };
  return (
    <>
      <span className="muted small">{words.goalHint}</span>
      <div className="row filters" style={{ alignItems: 'flex-end' }}>
        <Labelled label={words.goalEvent}>
          {(id) => (
            <OneOf
              id={id}
              options={eventTypes(language)}
              value={goal.event}
              onChange={(event) => onChange({ event, within: goal.within })}
            />
          )}
        </Labelled>
        <Labelled label={words.goalWithin}>
          {() => (
            <PeriodInput
              label={words.goalWithin}
              period={goal.within}
              onChange={(within) => onChange({ ...goal, within })}
            />
          )}
        </Labelled>
        <Labelled label={words.goalValue}>
          {(id) => (
            <Select
              id={id}
              value={goal.value ?? NOTHING}
              options={[{ value: NOTHING, label: words.noValue }, ...worth]}
              onChange={(value) => onChange({ ...goal, value: value || null })}
            />
          )}
        </Labelled>
      </div>
      <WhereFields test={{ event: goal.event, where: goal.where }} onChange={hear} />
    </>
  );
}
