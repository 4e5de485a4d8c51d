import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Space } from 'antd';
import { useState } from 'react';
import { useFocusKept } from '../../components/focus';
import type { Action } from '../../data/types';
import { useText } from '../../i18n/useText';
import { SaleModal } from './SaleModal';
import { OUTCOMES, type Told } from './useDone';

interface Props {
  action: Action;
  onDone: (action: Action, told?: Told) => void;
}

/** Marks one action as done; a menu beside it tells what became of it. */
export function DoneButton({ action, onDone }: Props) {
  const text = useText();
  const [isSold, setSold] = useState(false);
  const keepFocus = useFocusKept();
  const { name, customerName } = action;
  const items = OUTCOMES.map((key) => ({ key, label: text.results.outcomeNames[key] }));
  const tell = (outcome: Told['outcome']) => (outcome === 'converted' ? setSold(true) : onDone(action, { outcome }));
  return (
    <>
      <Space.Compact size="small" style={{ flexShrink: 0 }}>
        <Button
          icon={<CheckOutlined aria-hidden />}
          aria-label={text.actions.doneOf(name, customerName)}
          onClick={() => onDone(action)}
        />
        <Dropdown
          trigger={['click']}
          autoFocus
          onOpenChange={keepFocus}
          menu={{ items, onClick: ({ key }) => tell(key as Told['outcome']) }}
        >
          <Button icon={<DownOutlined aria-hidden />} aria-label={text.outcome.more(name, customerName)} />
        </Dropdown>
      </Space.Compact>
      {isSold && (
        <SaleModal
          onCancel={() => setSold(false)}
          onTold={(value) => {
            setSold(false);
            onDone(action, { outcome: 'converted', value });
          }}
        />
      )}
    </>
  );
}
