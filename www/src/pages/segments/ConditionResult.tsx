import type { WorkerEngine } from 'kehu/worker';
import { Answered } from '../../components/Answered';
import { CustomerLink } from '../../components/CustomerLink';
import { formatDay, formatNumber, formatPercent } from '../../data/format';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useTotal } from '../../state/useTotal';

/** Customers named as examples of those that meet the condition. */
const NAMED = 6;

/** How many customers meet a condition, some of them by name, and when that will change. */
export function ConditionResult({ condition }: { condition: object }) {
  const text = useText();
  const { language } = useSession().state;
  const total = useTotal();
  const answer = useAnswer((engine, now) => meeting(engine, condition, now), [condition]);
  return (
    <Answered answer={answer}>
      {({ count, nextChangeAt, named }) => (
        <div className="stack" style={{ gap: 6 }} data-testid="condition-result">
          <strong style={{ fontSize: 18 }}>
            {text.condition.result(formatNumber(count, language), formatPercent(count / Math.max(total, 1), language))}
          </strong>
          <div className="row">
            {named.map(({ id, name }) => (
              <CustomerLink key={id} id={id} name={name} />
            ))}
            {count > named.length && <span className="muted">{text.more(count - named.length)}</span>}
          </div>
          {nextChangeAt && <span className="muted small">{text.condition.nextChange(formatDay(nextChangeAt))}</span>}
        </div>
      )}
    </Answered>
  );
}

async function meeting(engine: WorkerEngine, condition: object, now: string) {
  const { count, ids, nextChangeAt } = await engine.segment(condition, { now });
  const named = await Promise.all(ids.slice(0, NAMED).map((id) => engine.customer(id, { now })));
  return { count, nextChangeAt, named };
}
