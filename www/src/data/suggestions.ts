import type { WorkerEngine } from 'kehu/worker';
import type { By } from '../state/useChange';
import type { Customer, Suggestion } from './types';

/** What sources of accepted values begin with. */
const SOURCE = 'derived';

/** What follows from the golden values of a customer for fields that have none. */
export async function suggestionsFor(engine: WorkerEngine, { golden }: Customer, now: string): Promise<Suggestion[]> {
  const record = Object.fromEntries(Object.entries(golden).map(([field, { value }]) => [field, value]));
  return (await engine.clean(record, { now })).suggestions;
}

/** Adds values to a customer, as known from other fields, each to be taken back alone: what one source knows is one record. */
export async function acceptSuggestions(
  engine: WorkerEngine,
  { records: [first] }: Customer,
  accepted: Suggestion[],
  { actor, now }: By,
): Promise<boolean> {
  if (!first) return false;
  for (const { field, value } of accepted) {
    const known = { fields: { [field]: value }, source: `${SOURCE}_${field}`, at: now };
    await engine.enrich(`${first.source}/${first.id}`, known, { actor, now });
  }
  return true;
}
