import { Checkbox, Input, Select } from 'antd';
import type { Quiet } from '../../../data/channels';
import { useText } from '../../../i18n/useText';

const NIGHT: Quiet = { from: '21:00', to: '08:00' };

interface Props {
  value?: Quiet | null;
  onChange?: (quiet: Quiet | null) => void;
}

/** The hours and days in which nobody is reached, if there are any. */
export function QuietInput({ value, onChange }: Props) {
  const { channels: words } = useText();
  const time = (key: 'from' | 'to', quiet: Quiet) => (
    <>
      {words[key]}
      <Input
        type="time"
        aria-label={`${words.quiet} ${words[key]}`}
        style={{ width: 120 }}
        value={quiet[key] ?? ''}
        onChange={({ target }) => onChange?.({ ...quiet, [key]: target.value })}
      />
    </>
  );
  return (
    <div className="row">
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? NIGHT : null)}>
        {words.hasQuiet}
      </Checkbox>
      {value && (
        <>
          {time('from', value)}
          {time('to', value)}
          <Select
            mode="multiple"
            aria-label={words.days}
            placeholder={words.days}
            style={{ minWidth: 200 }}
            value={value.days ?? []}
            options={words.weekdays.map((label, place) => ({ value: place + 1, label }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(days) => onChange?.({ ...value, days })}
          />
        </>
      )}
    </div>
  );
}
