import { Form, Input, Select } from 'antd';
import { OptionalPeriod } from '../../conditions/OptionalPeriod';
import { ONCE_PER } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { TriggerInput } from './TriggerInput';

/** When, how often and how long a rule acts. */
export function LimitFields() {
  const { rules } = useText();
  const options = ONCE_PER.map((value) => ({ value, label: rules.oncePers[value] }));
  const day = (name: string, label: string) => (
    <Form.Item name={name} label={label} normalize={(value: string) => value || null}>
      <Input type="date" />
    </Form.Item>
  );
  return (
    <>
      <Form.Item name="on" label={rules.on}>
        <TriggerInput />
      </Form.Item>
      <div className="grid-2 form-grid">
        <Form.Item name="cooldown" label={rules.cooldown}>
          <OptionalPeriod has={rules.hasCooldown} label={rules.cooldown} first={{ last: 30, unit: 'day' }} />
        </Form.Item>
        <Form.Item name="oncePer" label={rules.oncePer}>
          <Select options={options} />
        </Form.Item>
        {day('validFrom', rules.validFrom)}
        {day('validTo', rules.validTo)}
      </div>
    </>
  );
}
