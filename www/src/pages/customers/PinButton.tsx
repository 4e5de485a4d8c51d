import { EditOutlined, UnlockOutlined } from '@ant-design/icons';
import { Input, Space } from 'antd';
import { useState } from 'react';
import { ReasonedButton } from '../../components/ReasonedButton';
import { fieldLabel } from '../../data/ruleset';
import type { GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

interface Props {
  customer: string;
  field: string;
  value: GoldenValue;
}

/** Fixes a golden value by hand, or sets it free again. */
export function PinButton({ customer, field, value }: Props) {
  const text = useText();
  const change = useChange();
  const label = fieldLabel(field, useSession().state.language);
  const [wanted, setWanted] = useState('');
  const pin = (fixed: string | null) => (reason: string) =>
    change((engine, by) => engine.pin(customer, field, fixed, { ...by, reason }));
  return (
    <Space>
      <ReasonedButton
        size="small"
        icon={<EditOutlined aria-hidden />}
        aria-label={text.golden.fixField(label)}
        title={text.golden.fixField(label)}
        hint={text.golden.hint}
        onOpen={() => setWanted(value.display)}
        onConfirm={pin(wanted)}
        details={
          <Input aria-label={label} value={wanted} onChange={(event) => setWanted(event.target.value)} autoFocus />
        }
      />
      {value.pinned && (
        <ReasonedButton
          size="small"
          icon={<UnlockOutlined aria-hidden />}
          aria-label={text.golden.freeField(label)}
          title={text.golden.freeField(label)}
          hint={text.golden.freeHint}
          onConfirm={pin(null)}
        />
      )}
    </Space>
  );
}
