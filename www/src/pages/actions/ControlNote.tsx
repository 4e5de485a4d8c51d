import { Alert, App, Button } from 'antd';
import { formatNumber } from '../../data/format';
import type { Control } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';
import { takenOver } from './useDone';

/** The customers of a rule's control group that get nothing; noted, they are compared with the others. */
export function ControlNote({ control }: { control: Control[] }) {
  const { outcome: words } = useText();
  const { message } = App.useApp();
  const { language } = useSession().state;
  const change = useChange();
  const count = formatNumber(control.length, language);
  const note = async () => {
    const isNoted = await change(async (engine, { now }) => {
      await engine.acknowledge(control.map(takenOver), { now });
      return true;
    });
    if (isNoted) message.success(words.controlNoted(count));
  };
  const button = (
    <Button size="small" onClick={note}>
      {words.noteControl}
    </Button>
  );
  return <Alert type="info" showIcon title={words.control(count)} action={button} style={{ marginBottom: 12 }} />;
}
