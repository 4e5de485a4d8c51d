import { Button, type ButtonProps, Input, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/useText';

interface Props extends Omit<ButtonProps, 'onClick'> {
  /** What is about to be done, and what follows from it. */
  title: string;
  hint?: string;
  /** What else is to be seen or said. */
  details?: ReactNode;
  /** Called before the question is put. */
  onOpen?: () => void;
  /** Whether all is said that must be said. */
  isReady?: boolean;
  onConfirm: (reason: string) => Promise<unknown>;
}

/** A button that asks why before it does something. */
export function ReasonedButton({ title, hint, details, onOpen, isReady = true, onConfirm, ...button }: Props) {
  const text = useText();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const open = () => {
    setReason('');
    onOpen?.();
    setOpen(true);
  };
  const confirm = async () => {
    setBusy(true);
    await onConfirm(reason.trim());
    setBusy(false);
    setOpen(false);
  };
  return (
    <>
      <Button {...button} onClick={open} />
      <Modal
        open={isOpen}
        title={title}
        okText={text.confirm}
        cancelText={text.cancel}
        okButtonProps={{ danger: button.danger, disabled: !isReady }}
        confirmLoading={isBusy}
        onOk={confirm}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <div className="stack" style={{ gap: 12 }}>
          {hint && <span className="muted">{hint}</span>}
          {details}
          <label htmlFor={id}>{text.reason}</label>
          <Input.TextArea
            id={id}
            value={reason}
            placeholder={text.reasonHint}
            autoSize={{ minRows: 2 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </Modal>
    </>
  );
}
