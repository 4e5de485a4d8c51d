import { Progress } from 'antd';
import { tones } from '../../app/theme';
import { useText } from '../../i18n/useText';
import type { DraftColumn } from '../../state/model';

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
        status="normal"
        strokeColor={isSure ? tones.good : tones.warning}
      />
      {!isSure && <span className="small muted">{text.mapping.unsure}</span>}
    </div>
  );
}
