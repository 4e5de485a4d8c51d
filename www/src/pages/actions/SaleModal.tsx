import { InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useFocusReturn } from '../../components/focus';
import { Labelled } from '../../components/Labelled';
import { useText } from '../../i18n/useText';

/** Asks what a sale was worth; that need not be told. */
export function SaleModal({ onTold, onCancel }: { onTold: (value?: number) => void; onCancel: () => void }) {
  const { outcome: words, confirm, cancel } = useText();
  useFocusReturn();
  const [value, setValue] = useState<number | null>(null);
  return (
    <Modal
      open
      title={words.valueTitle}
      okText={confirm}
      cancelText={cancel}
      onOk={() => onTold(value ?? undefined)}
      onCancel={onCancel}
    >
      <Labelled label={words.value}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            prefix="¥"
            placeholder={words.valueHint}
            style={{ width: '100%' }}
            value={value}
            onChange={setValue}
          />
        )}
      </Labelled>
    </Modal>
  );
}
