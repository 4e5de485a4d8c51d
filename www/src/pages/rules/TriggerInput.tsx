import { Select } from 'antd';
import type { Schedule, Trigger } from '../../data/definitions';
import { eventTypes, ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ScheduleInput } from './ScheduleInput';

const KINDS = ['state', 'enter', 'leave', 'event', 'schedule'] as const;
type Kind = (typeof KINDS)[number];

const MONTHLY: Schedule = { every: 1, unit: 'month' };

interface Props {
  value?: Trigger;
  onChange?: (trigger: Trigger) => void;
}

/** On what occasion a rule looks at a customer. */
export function TriggerInput({ value = 'state', onChange }: Props) {
  const { rules } = useText();
  const { language } = useSession().state;
  const [kind = 'state', target] = value === 'state' ? [] : (Object.entries(value)[0] as [Kind, string | Schedule]);
  const segments = ruleset().segments.map(({ id, name }) => ({ value: id, label: name[language] }));
  const targetsOf = (one: Kind) => (one === 'event' ? eventTypes(language) : segments);
  const choose = (one: Kind) => {
    if (one === 'state') return onChange?.('state');
    const first = one === 'schedule' ? MONTHLY : (targetsOf(one)[0]?.value ?? '');
    return onChange?.({ [one]: first } as Trigger);
  };
  return (
    <div className="row">
      <Select
        aria-label={rules.on}
        style={{ width: 200 }}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: rules.ons[one] }))}
        onChange={choose}
      />
      {typeof target === 'object' && (
        <ScheduleInput schedule={target} onChange={(schedule) => onChange?.({ schedule })} />
      )}
      {typeof target === 'string' && (
        <Select
          aria-label={rules.ons[kind]}
          style={{ width: 220 }}
          value={target}
          options={targetsOf(kind)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(to) => onChange?.({ [kind]: to } as Trigger)}
        />
      )}
    </div>
  );
}
