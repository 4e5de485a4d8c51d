import { Alert } from 'antd';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** What becomes of the data: it was here again, it will be, or it will not. */
export function KeepingNote() {
  const text = useText();
  const { keeping, dataset, isRestored } = useSession().state;
  if (keeping === 'lost') return <Alert type="warning" showIcon title={text.keeping.lost} />;
  if (isRestored) return <Alert type="success" showIcon title={text.keeping.restored} />;
  return dataset && <Alert type="info" showIcon title={text.keeping.kept} />;
}
