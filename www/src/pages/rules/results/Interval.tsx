import { formatPercent } from '../../../data/format';
import type { RuleResults } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

type Props = Pick<RuleResults['variants'][number], 'rate' | 'low' | 'high'> & {
  /** What the whole width stands for. */
  top: number;
};

/** A rate with its interval, drawn and told; nothing where there is no rate. */
export function Interval({ rate, low, high, top }: Props) {
  const { results: words } = useText();
  const { language } = useSession().state;
  if (typeof rate !== 'number' || typeof low !== 'number' || typeof high !== 'number')
    return <span className="muted">—</span>;
  const show = (share: number) => formatPercent(share, language);
  const place = (share: number) => `${(100 * share) / top}%`;
  return (
    <div>
      <span className="number">
        <strong>{show(rate)}</strong> <span className="muted small">{words.interval(show(low), show(high))}</span>
      </span>
      <div className="interval" aria-hidden>
        <span className="interval-range" style={{ left: place(low), width: place(high - low) }} />
        <span className="interval-rate" style={{ left: place(rate) }} />
      </div>
    </div>
  );
}
