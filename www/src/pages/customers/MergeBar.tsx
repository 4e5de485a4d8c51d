import { MergeCellsOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { ReasonedButton } from '../../components/ReasonedButton';
import type { CustomerSummary } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

interface Props {
  chosen: CustomerSummary[];
  onClear: () => void;
}

/** What can be done with the customers that were chosen: making one of them. */
export function MergeBar({ chosen, onClear }: Props) {
  const text = useText();
  const { message } = App.useApp();
  const { update } = useSession();
  const change = useChange();
  if (chosen.length === 0) return null;
  const merge = async (reason: string) => {
    const ids = chosen.map(({ id }) => id);
    const outcome = await change((engine, by) => engine.merge(ids, { ...by, reason }));
    if (!outcome) return;
    onClear();
    if (outcome.customerIds.length > 1) return message.warning(text.merge.keptApart);
    message.success(text.merge.done);
    update({ opened: outcome.customerIds[0] ?? null });
  };
  return (
    <div className="row" aria-live="polite">
      <span>{text.merge.chosen(chosen.length)}</span>
      <ReasonedButton
        type="primary"
        icon={<MergeCellsOutlined aria-hidden />}
        disabled={chosen.length < 2}
        title={text.merge.title(chosen.length)}
        hint={text.merge.hint}
        onConfirm={merge}
        details={
          <ul className="break">
            {chosen.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        }
      >
        {text.merge.button}
      </ReasonedButton>
      <Button onClick={onClear}>{text.merge.clear}</Button>
    </div>
  );
}
