import type { GoldenValue } from '../../data/types';
import { useText } from '../../i18n/useText';

/** The values that were not chosen, with where they stand. */
export function Losers({ value }: { value: GoldenValue }) {
  const text = useText();
  const losers = value.losers ?? [];
  return (
    <div style={{ maxWidth: 360 }}>
      <ul className="plain-list">
        {losers.map((loser) => (
          <li key={`${loser.source} ${loser.record} ${loser.value}`} className="break">
            {loser.value}{' '}
            <span className="small muted">
              {loser.source} · {loser.record}
            </span>
          </li>
        ))}
      </ul>
      {losers.length === 0 && !value.pinned && <div>{text.customer.noLosers}</div>}
      {!value.pinned && (
        <div className="small muted">
          {text.customer.from} {value.source} · {value.record}
        </div>
      )}
    </div>
  );
}
