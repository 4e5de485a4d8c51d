import { Empty } from 'antd';
import { formatNumber } from '../../data/format';
import { LISTED } from '../../data/rehearsal';
import type { Rehearsal } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ActionTable } from '../actions/ActionTable';
import { HeldBack } from './HeldBack';

/** What a rule would do today: how much, for whom and why, and what it holds back. */
export function Outcome({ outcome }: { outcome: Rehearsal }) {
  const { rules } = useText();
  const { language } = useSession().state;
  const show = (value: number) => formatNumber(value, language);
  const { matched, customers, total, rows, heldTotal } = outcome;
  return (
    <>
      <strong data-testid="dry-run-count">{rules.dryRunCount(show(total), show(customers))}</strong>
      <span className="muted">{rules.dryRunMatched(show(matched), show(matched - customers))}</span>
      {total > 0 ? <ActionTable actions={rows} /> : <Empty description={rules.dryRunNone} />}
      {total > LISTED && <span className="muted small">{rules.dryRunListed(show(LISTED))}</span>}
      {heldTotal > 0 && <HeldBack outcome={outcome} />}
    </>
  );
}
