import { Bar } from '../../../components/Bar';
import { formatNumber, formatPercent } from '../../../data/format';
import { useSession } from '../../../state/session';
import type { Tone } from '../../../theme/palette';

/** A share as a bar, in percent and as a count. */
export function ShareBar({ share, count, tone }: { share: number; count: number; tone: Tone }) {
  const { language } = useSession().state;
  const percent = formatPercent(share, language);
  return (
    <div style={{ minWidth: 110 }}>
      <span className="number">
        {percent} <span className="muted small">({formatNumber(count, language)})</span>
      </span>
      <Bar parts={[{ label: percent, value: share, tone }]} total={1} />
    </div>
  );
}
