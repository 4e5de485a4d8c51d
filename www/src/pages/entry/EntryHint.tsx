import { Button } from 'antd';
import { fieldLabel } from '../../data/ruleset';
import type { Cleaned, Suggestion } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { colour } from '../../theme/palette';

/** What is to be said of a value while it is typed. */
export interface Hint {
  field: string;
  /** What it will be written as, where that differs. */
  better: string | null;
  /** What speaks against it. Errors are the form's to show. */
  warnings: string[];
  /** A value that follows from another field, where this one has none. */
  suggested?: Suggestion;
}

export function hintOf(field: string, cleaned: Cleaned | null): Hint | null {
  const suggested = cleaned?.suggestions.find((one) => one.field === field);
  if (suggested) return { field, better: null, warnings: [], suggested };
  const value = cleaned?.fields[field];
  if (!value || value.status === 'empty') return null;
  const issues = cleaned.issues.filter((issue) => issue.field === field && issue.severity === 'warning');
  const better = value.status !== 'invalid' && value.display !== value.input ? value.display : null;
  return better === null && issues.length === 0 ? null : { field, better, warnings: issues.map((issue) => issue.text) };
}

export function EntryHint({ hint, onApply }: { hint: Hint; onApply: (value: string) => void }) {
  const text = useText();
  const { language } = useSession().state;
  const { field, better, warnings, suggested } = hint;
  return (
    <>
      {better !== null && (
        <span className="hint small" data-testid={`hint-${field}`}>
          {text.entry.willBe} <span className="added">{better}</span>
          <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onApply(better)}>
            {text.entry.apply}
          </Button>
        </span>
      )}
      {suggested && (
        <span className="hint small" data-testid={`hint-${field}`}>
          {text.suggestions.suggested} <span className="added">{suggested.display}</span>
          <span className="muted">{text.suggestions.from(fieldLabel(suggested.from, language))}</span>
          <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onApply(suggested.display)}>
            {text.entry.apply}
          </Button>
        </span>
      )}
      {warnings.map((warning) => (
        <div key={warning} className="small" style={{ color: colour('inkWarning') }}>
          {warning}
        </div>
      ))}
    </>
  );
}
