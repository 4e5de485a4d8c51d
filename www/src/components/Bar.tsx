import { colour, type Tone } from '../theme/palette';

export interface Part {
  label: string;
  value: number;
  tone: Tone;
}

/** Parts of a whole in one line. */
export function Bar({ parts, total }: { parts: Part[]; total: number }) {
  const label = parts.map((part) => `${part.label} ${part.value}`).join(', ');
  return (
    <div className="bar" role="img" aria-label={label} title={label}>
      {parts.map((part) => (
        <span
          key={part.label}
          style={{ width: `${(100 * part.value) / Math.max(total, 1)}%`, background: colour(part.tone) }}
        />
      ))}
    </div>
  );
}
