import { Tag } from 'antd';
import { reasonText } from 'kehu';
import type { NormalizedField } from '../../data/types';
import { useSession } from '../../state/session';

/** What was done to a value, and what is wrong with it. */
export function Why({ value }: { value: NormalizedField }) {
  const { language } = useSession().state;
  const steps = new Set(value.steps.map((step) => step.code));
  if (steps.size === 0 && value.status !== 'invalid' && value.display !== value.input) steps.add('format');
  const reasons = new Set(value.reasons.map((reason) => reasonText(reason, language)));
  const tone = value.status === 'invalid' ? 'error' : 'warning';
  return (
    <span className="hint">
      {[...steps].map((code) => (
        <Tag key={code}>{reasonText({ code: `step/${code}` }, language)}</Tag>
      ))}
      {[...reasons].map((reason) => (
        <Tag key={reason} color={tone}>
          {reason}
        </Tag>
      ))}
    </span>
  );
}
