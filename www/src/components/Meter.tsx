import type { ReactNode } from 'react';
import type { Tone } from '../theme/palette';
import { Bar } from './Bar';

interface Props {
  label: string;
  badge?: ReactNode;
  hint?: string;
  count: string;
  value: number;
  total: number;
  tone?: Tone;
  onClick?: () => void;
}

/** A name, a count and how much that is of the whole. */
export function Meter({ label, badge, hint, count, value, total, tone = 'brand', onClick }: Props) {
  const content = (
    <>
      <span className="spread" style={{ marginBottom: 6, flexWrap: 'nowrap' }}>
        <span>
          {label} {badge}
        </span>
        <strong className="number">{count}</strong>
      </span>
      <Bar parts={[{ label, value, tone }]} total={total} />
      {hint && <span className="muted small">{hint}</span>}
    </>
  );
  if (!onClick) return <div style={{ padding: '8px 10px' }}>{content}</div>;
  return (
    <button type="button" className="meter-button" onClick={onClick}>
      {content}
    </button>
  );
}
