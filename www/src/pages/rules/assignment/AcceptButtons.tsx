import { App } from 'antd';
import { ReasonedButton } from '../../../components/ReasonedButton';
import { formatNumber } from '../../../data/format';
import type { AssignmentPage } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useChange } from '../../../state/useChange';

interface Props {
  chosen: AssignmentPage['rows'];
  total: number;
  onAccepted: () => void;
}

/** Gives the chosen customers, or all of them, the owners that are proposed. */
export function AcceptButtons({ chosen, total, onAccepted }: Props) {
  const { assignment: words } = useText();
  const { message } = App.useApp();
  const { access, language } = useSession().state;
  const change = useChange();
  const show = (count: number) => formatNumber(count, language);
  const accept = (isAll: boolean) => async (reason: string) => {
    const count = await change(async (engine, by) => {
      const rows = isAll ? (await engine.assign({ now: by.now, ...access, limit: total })).rows : chosen;
      await engine.acceptAssignments(
        rows.map(({ agent, customerId }) => ({ agent, customerId })),
        { ...by, reason },
      );
      return rows.length;
    });
    if (count === null) return;
    onAccepted();
    message.success(words.accepted(show(count)));
  };
  return (
    <div className="row">
      <ReasonedButton
        type="primary"
        disabled={chosen.length === 0}
        title={words.acceptTitle(show(chosen.length))}
        hint={words.acceptHint}
        onConfirm={accept(false)}
      >
        {words.accept(show(chosen.length))}
      </ReasonedButton>
      <ReasonedButton title={words.acceptTitle(show(total))} hint={words.acceptHint} onConfirm={accept(true)}>
        {words.acceptAll(show(total))}
      </ReasonedButton>
    </div>
  );
}
