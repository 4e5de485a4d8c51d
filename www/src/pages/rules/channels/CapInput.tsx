import { Checkbox, InputNumber } from 'antd';
import { PeriodInput } from '../../../conditions/PeriodInput';
import type { ChannelDef } from '../../../data/channels';
import { useText } from '../../../i18n/useText';

type Cap = NonNullable<ChannelDef['frequency']>;

const FIRST: Cap = { most: 2, within: { last: 7, unit: 'day' } };

interface Props {
  value?: Cap | null;
  onChange?: (cap: Cap | null) => void;
}

/** How often a channel may be used for a customer, if that is limited. */
export function CapInput({ value, onChange }: Props) {
  const { channels: words } = useText();
  return (
    <div className="row">
      <Checkbox checked={Boolean(value)} onChange={({ target }) => onChange?.(target.checked ? FIRST : null)}>
        {words.hasCap}
      </Checkbox>
      {value && (
        <>
          {words.most}
          <InputNumber
            aria-label={words.most}
            min={1}
            style={{ width: 76 }}
            value={value.most}
            onChange={(most) => onChange?.({ ...value, most: most ?? 1 })}
          />
          {words.within}
          <PeriodInput
            label={words.within}
            period={value.within}
            onChange={(within) => onChange?.({ ...value, within })}
          />
        </>
      )}
    </div>
  );
}
