import { Alert } from 'antd';
import type { WorkerEngine } from 'kehu/worker';
import { FaultAlert } from '../components/FaultAlert';
import { idsOf, MemberTable } from '../components/MemberTable';
import type { Condition } from '../data/definitions';
import { formatMoment, formatNumber, formatPercent } from '../data/format';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { faultOf } from '../state/useAdoption';
import { useAnswer } from '../state/useAnswer';
import { useDelayed } from '../state/useDelayed';
import { useTotal } from '../state/useTotal';
import { hasGap } from './tree';

const PAUSE = 250;

interface Props {
  condition: Condition;
  /** Whether the customers are listed. */
  isListed?: boolean;
}

/** How many customers meet a condition while it is edited, what it says in words, and when that will change. */
export function LiveCount({ condition, isListed = false }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const total = useTotal();
  const settled = useDelayed(condition, PAUSE);
  const isIncomplete = hasGap(settled);
  const { value, error } = useAnswer(
    (engine, now) => (isIncomplete ? null : counted(engine, settled, now)),
    [settled, language],
  );
  if (isIncomplete) return <Alert type="info" showIcon title={text.condition.incomplete} />;
  if (error) return <FaultAlert fault={faultOf(error)} />;
  if (!value) return null;
  const { asked, count, nextChangeAt, words, took } = value;
  const share = formatPercent(count / Math.max(total, 1), language);
  return (
    <div className="stack" style={{ gap: 6 }} data-testid="condition-result">
      <div className="row" aria-live="polite">
        <strong style={{ fontSize: 18 }}>{text.condition.result(formatNumber(count, language), share)}</strong>
        <span className="muted small number">{text.condition.took(took.toFixed(1))}</span>
      </div>
      <span data-testid="condition-words">
        <span className="muted">{text.condition.words}</span> {words || text.condition.everyone}
      </span>
      <span className="muted small">
        {nextChangeAt
          ? text.condition.nextChange(formatMoment(Date.parse(nextChangeAt), language))
          : text.condition.neverChanges}
      </span>
      {isListed && <MemberTable of={asked} ask={idsOf(asked)} total={count} title={text.condition.members} />}
    </div>
  );
}

/** The answer with the condition in words and how long the count took, the way to the worker and back included. */
async function counted(engine: WorkerEngine, condition: Condition, now: string) {
  const begun = performance.now();
  const { count, nextChangeAt } = await engine.segment(condition, { now, limit: 0 });
  const took = performance.now() - begun;
  const { words } = await engine.condition(condition);
  return { asked: condition, count, nextChangeAt, words, took };
}
