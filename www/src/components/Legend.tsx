import { colour, type Tone } from '../theme/palette';

/** What the colours of a bar mean. */
export function Legend({ entries }: { entries: { label: string; tone: Tone }[] }) {
  return (
    <span className="row small muted">
      {entries.map(({ label, tone }) => (
        <span key={label}>
          <span
            style={{
              display: 'inline-block',
              width: 10,
              height: 10,
              marginRight: 6,
              borderRadius: 3,
              background: colour(tone),
            }}
          />
          {label}
        </span>
      ))}
    </span>
  );
}
