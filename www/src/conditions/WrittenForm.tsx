import { Input } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { FaultAlert } from '../components/FaultAlert';
import type { Condition } from '../data/definitions';
import { useText } from '../i18n/useText';
import { faultOf } from '../state/useAdoption';
import { useAnswer } from '../state/useAnswer';
import { useDelayed } from '../state/useDelayed';
import { readWritten, type Written, written } from './written';

const PAUSE = 300;

interface Props {
  form: Written;
  condition: Condition;
  onChange: (condition: Condition) => void;
}

/** A condition as text: what the engine makes of it goes on, what it refuses is told with its place. */
export function WrittenForm({ form, condition, onChange }: Props) {
  const text = useText();
  const [first] = useState(condition);
  const [draft, setDraft] = useState<string | null>(null);
  const settled = useDelayed(draft, PAUSE);
  const before = useAnswer((engine) => written(engine, first, form), [first, form]);
  const read = useAnswer(
    (engine) => (settled === null ? null : readWritten(engine, settled, form, text.condition.invalid)),
    [settled, form],
  );
  const said = read.value;
  const hear = useEffectEvent(onChange);
  useEffect(() => {
    if (said) hear(said);
  }, [said]);
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Input.TextArea
        className="code"
        aria-label={text.condition.ways[form]}
        autoSize={{ minRows: form === 'text' ? 2 : 6, maxRows: 18 }}
        value={draft ?? before.value ?? ''}
        onChange={(event) => setDraft(event.target.value)}
      />
      {read.error && <FaultAlert fault={faultOf(read.error)} />}
    </div>
  );
}
