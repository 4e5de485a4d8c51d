import type { WorkerEngine } from 'kehu/worker';
import { useState } from 'react';
import { useSession } from './session';
import { useAnswer } from './useAnswer';

type Values = Map<string, string[]>;

/** What was found of an engine, and of which state of its data. */
const found = new WeakMap<WorkerEngine, { revision: number; values: Promise<Values> }>();

/** The values that a field commonly has, once `want` was called: a report over all data tells them. */
export function useKnownValues(field: string | undefined): { values: string[]; want: () => void } {
  const { revision } = useSession().state;
  const [isWanted, setWanted] = useState(false);
  const { value } = useAnswer(
    (engine, now) => (isWanted && field !== undefined ? valuesOf(engine, revision, now) : null),
    [field, isWanted],
  );
  return { values: value?.get(field ?? '') ?? [], want: () => setWanted(true) };
}

function valuesOf(engine: WorkerEngine, revision: number, now: string): Promise<Values> {
  const known = found.get(engine);
  if (known?.revision === revision) return known.values;
  const values = engine
    .quality({ now })
    .then(({ fields }) => new Map(fields.map((one) => [one.field, (one.values ?? []).map(({ value }) => value)])));
  found.set(engine, { revision, values });
  return values;
}
