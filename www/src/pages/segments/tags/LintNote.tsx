import { Alert } from 'antd';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';

/** What the definitions say to no purpose: tags nobody uses, conditions that can never hold. */
export function LintNote() {
  const text = useText();
  const findings = useAnswer((engine) => engine.lint(), []).value ?? [];
  if (findings.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={text.tags.lint}
      description={
        <ul className="plain-list">
          {findings.map((finding) => (
            <li key={`${finding.code} ${finding.path}`}>
              {finding.text} <span className="code small muted">{finding.path}</span>
            </li>
          ))}
        </ul>
      }
      data-testid="lint"
    />
  );
}
