import type { WorkerEngine } from 'kehu/worker';
import type { Condition } from '../data/definitions';

/** How a condition can be written down: as typed, as JSON of the engine, as a query of react-querybuilder. */
export const WRITTEN = ['text', 'condition', 'query'] as const;
export type Written = (typeof WRITTEN)[number];

/** A condition written down. */
export async function written(engine: WorkerEngine, condition: Condition, form: Written): Promise<string> {
  const forms = await engine.condition(condition);
  return form === 'text' ? forms.text : JSON.stringify(forms[form], null, 2);
}

/** What was written, checked by the engine and in its own form; any form of JSON that the engine knows will do. */
export async function readWritten(
  engine: WorkerEngine,
  draft: string,
  form: Written,
  fault: string,
): Promise<Condition> {
  const given = form === 'text' ? draft : parsed(draft, fault);
  return (await engine.condition(given)).condition as Condition;
}

function parsed(draft: string, fault: string): object {
  try {
    return Object(JSON.parse(draft));
  } catch {
    throw new Error(fault);
  }
}
