import { Input } from 'antd';
import type { Condition } from '../data/definitions';
import { useText } from '../i18n/useText';
import { useAnswer } from '../state/useAnswer';

interface Props {
  /** What was typed, or a part of a condition that the builder has no controls for. */
  value: string | Condition;
  onChange: (typed: string) => void;
}

/** A part of a condition as one types it. */
export function TypedEditor({ value, onChange }: Props) {
  const text = useText();
  const written = useAnswer(
    (engine) => (typeof value === 'object' ? engine.condition(value).then((forms) => forms.text) : null),
    [value],
  );
  return (
    <Input.TextArea
      className="code event-test"
      aria-label={text.builder.subjects.typed}
      placeholder={text.builder.typedExample}
      autoSize={{ minRows: 1, maxRows: 6 }}
      value={typeof value === 'string' ? value : (written.value ?? '')}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
