import { Select } from 'antd';
import type { RuleDef } from '../../data/definitions';
import { eventTypes, ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

type Trigger = NonNullable<RuleDef['on']>;

const KINDS = ['state', 'enter', 'leave', 'event'] as const;
type Kind = (typeof KINDS)[number];

interface Props {
  value?: Trigger;
  onChange?: (trigger: Trigger) => void;
}

/** On what occasion a rule looks at a customer. */
export function TriggerInput({ value = 'state', onChange }: Props) {
  const { rules } = useText();
  const { language } = useSession().state;
  const [kind, target] = value === 'state' ? ['state' as const, ''] : (Object.entries(value)[0] as [Kind, string]);
  const segments = ruleset().segments.map(({ id, name }) => ({ value: id, label: name[language] }));
  const targetsOf = (one: Kind) => (one === 'event' ? eventTypes(language) : segments);
  const choose = (one: Kind, to = targetsOf(one)[0]?.value ?? '') =>
    onChange?.(one === 'state' ? 'state' : ({ [one]: to } as Trigger));
  return (
    <div className="row">
      <Select
        aria-label={rules.on}
        style={{ width: 200 }}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: rules.ons[one] }))}
        onChange={(one) => choose(one)}
      />
      {kind !== 'state' && (
        <Select
          aria-label={rules.ons[kind]}
          style={{ width: 220 }}
          value={target}
          options={targetsOf(kind)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(to) => choose(kind, to)}
        />
      )}
    </div>
  );
}
