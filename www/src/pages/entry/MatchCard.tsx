import { Button, Card, Tag } from 'antd';
import { bits, formatPercent, signed } from '../../data/format';
import { comparisonLabel } from '../../data/ruleset';
import type { EntryMatch } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** For, against, or neither: by the sign of the weight. */
const TONES: Record<number, string> = { 1: 'success', [-1]: 'error' };

/** A customer that the record may be, with what speaks for and against it. */
export function MatchCard({ match }: { match: EntryMatch }) {
  const text = useText();
  const { state, update } = useSession();
  return (
    <Card size="small" title={match.name} styles={{ title: { whiteSpace: 'normal' } }}>
      <div className="muted small">
        {text.entry.probability} {formatPercent(match.probability, state.language)} · {signed(bits(match.weight))}{' '}
        {text.duplicates.bit}
      </div>
      <ul className="plain-list" style={{ margin: '8px 0' }}>
        {match.reasons.map(({ path, params, weight = 0 }) => (
          <li key={path} className="spread small" style={{ flexWrap: 'nowrap' }}>
            <span>{text.labelled(comparisonLabel(path ?? '', state.language), params?.label ?? '')}</span>
            <Tag color={TONES[Math.sign(weight ?? 0)]} style={{ margin: 0 }}>
              {signed(bits(weight ?? 0))}
            </Tag>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => update({ opened: match.customerId })}>
        {text.entry.open}
      </Button>
    </Card>
  );
}
