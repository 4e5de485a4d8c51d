import { UndoOutlined } from '@ant-design/icons';
import { Card, Tag } from 'antd';
import { ReasonedButton } from '../../components/ReasonedButton';
import { formatTime } from '../../data/format';
import { fieldLabel, roleLabel, tagName } from '../../data/ruleset';
import type { Language, Operation } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useChange } from '../../state/useChange';

/** One thing that somebody did: what, to which records, who, when, why, and whether it was taken back. */
export function OperationCard({ operation }: { operation: Operation }) {
  const text = useText();
  const change = useChange();
  const { language } = useSession().state;
  const { field, tag, value, withdrawn, records } = operation;
  const undo = (reason: string) => change((engine, by) => engine.undo(operation.operation, { ...by, reason }));
  return (
    <Card size="small" data-testid="operation">
      <div className="spread">
        <span className="hint">
          <Tag color={withdrawn ? undefined : 'blue'}>{text.history.kinds[operation.kind] ?? operation.kind}</Tag>
          <span className="muted small">{byline(operation, language)}</span>
        </span>
        {!withdrawn && (
          <ReasonedButton
            size="small"
            icon={<UndoOutlined aria-hidden />}
            title={text.history.undoTitle}
            hint={text.history.undoHint}
            onConfirm={undo}
          >
            {text.history.undo}
          </ReasonedButton>
        )}
      </div>
      {tag && <div>{value ? text.labelled(tagName(tag, language), value) : tagName(tag, language)}</div>}
      {field && <div>{text.labelled(fieldLabel(field, language), value ?? text.golden.setFree)}</div>}
      {operation.reason && <div className="break">{text.labelled(text.reason, operation.reason)}</div>}
      <div className="muted small break">{records.join(' · ')}</div>
      {withdrawn && (
        <div className="small break">
          {[text.history.withdrawn, byline(withdrawn, language), withdrawn.reason].filter(Boolean).join(' · ')}
        </div>
      )}
    </Card>
  );
}

const byline = ({ actor, at }: { actor: string; at: string }, language: Language): string =>
  [roleLabel(actor, language), formatTime(at)].filter(Boolean).join(' · ');
