import type { WorkerEngine } from 'kehu/worker';
import { useWatch } from 'react-hook-form';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useDelayed } from '../../state/useDelayed';
import { EntryForm } from './EntryForm';
import { ExampleButton } from './ExampleButton';
import { BLANK, filled, type Values } from './fields';
import { useEntryForm } from './useEntryForm';
import { VerdictPanel } from './VerdictPanel';

/** Typing pauses for so many milliseconds before the engine is asked. */
const PAUSE = 180;

/** A customer is entered: cleaned while typing, and compared with those that exist. */
export default function EntryPage() {
  const { engine } = useSession().state;
  return engine && <Entry engine={engine} />;
}

function Entry({ engine }: { engine: WorkerEngine }) {
  const text = useText();
  const form = useEntryForm(engine, useSession().state.language);
  const typed = useWatch({ control: form.control });
  const settled = useDelayed(typed, PAUSE);
  const record = filled({ ...BLANK, ...settled });
  const isEmpty = Object.keys(record).length === 0;
  const cleaned = useAnswer((engine) => engine.clean(record), [settled]);
  const checked = useAnswer((engine) => (isEmpty ? null : engine.check(record, { limit: 3 })), [settled]);
  const fill = (given: Partial<Values>) => form.reset({ ...BLANK, ...given });
  return (
    <div className="stack">
      <Heading title={text.entry.title} lead={text.entry.lead} extra={<ExampleButton onExample={fill} />} />
      <div className="grid-entry">
        <EntryForm form={form} cleaned={cleaned.value} verdict={checked.value?.verdict ?? null} onFill={fill} />
        <VerdictPanel checked={checked} />
      </div>
    </div>
  );
}
