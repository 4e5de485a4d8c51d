import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/useText';
import type { Fault } from '../../state/useAdoption';
import { FaultAlert } from '../FaultAlert';
import { useFocusReturn } from '../focus';
import { RemoveButton } from './RemoveButton';

const WIDTH = 980;

interface Props {
  title: string;
  /** The definition's name, where it can be deleted. */
  removable?: string;
  /** Why it was refused. */
  fault: Fault | null;
  isBusy: boolean;
  onSave: () => void;
  onRemove: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The place beside the page where a definition is made or changed. */
export function DefinitionDrawer({ title, removable, fault, isBusy, onSave, onRemove, onClose, children }: Props) {
  const text = useText();
  useFocusReturn();
  const footer = (
    <div className="stack" style={{ gap: 10 }}>
      {fault && <FaultAlert fault={fault} />}
      <div className="row">
        <Button type="primary" loading={isBusy} onClick={onSave}>
          {text.definition.save}
        </Button>
        <Button onClick={onClose}>{text.definition.discard}</Button>
        {removable !== undefined && <RemoveButton name={removable} onRemove={onRemove} />}
      </div>
    </div>
  );
  return (
    <Drawer open title={title} size={WIDTH} footer={footer} onClose={onClose}>
      {children}
    </Drawer>
  );
}
