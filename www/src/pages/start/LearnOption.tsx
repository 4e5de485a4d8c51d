import { Checkbox } from 'antd';
import { useText } from '../../i18n/useText';
import type { Draft } from '../../state/model';
import { useSession } from '../../state/session';

/** Whether the matching model is learned from the records of the first file. */
export function LearnOption({ draft }: { draft: Draft }) {
  const { training: words } = useText();
  const { update } = useSession();
  return (
    <div>
      <Checkbox checked={draft.train} onChange={({ target }) => update({ draft: { ...draft, train: target.checked } })}>
        {words.option}
      </Checkbox>
      <div className="muted small">{words.hint}</div>
    </div>
  );
}
