import { Progress } from 'antd';
import { useText } from '../../i18n/useText';
import type { DraftColumn } from '../../state/model';
import { colour } from '../../theme/palette';

/** Below this, somebody should look. */
const SURE = 0.8;

/** How sure a suggestion is; nothing where the choice is no longer the suggested one. */
export function Confidence({ column }: { column: DraftColumn }) {
  const text = useText();
  if (!column.field || column.choice !== column.field) return <span className="muted">—</span>;
  const isSure = column.confidence >= SURE;
  return (
    <div style={{ minWidth: 110 }}>
      <Progress
        percent={Math.round(column.confidence * 100)}
        size="small"
        aria-label={text.labelled(text.mapping.confidence, column.column)}
        status="normal"
        strokeColor={colour(isSure ? 'good' : 'warning')}
      />
      {!isSure && <span className="small muted">{text.mapping.unsure}</span>}
    </div>
  );
}
