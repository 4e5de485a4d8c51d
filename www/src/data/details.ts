import type { Dataset } from '../state/model';
import type { Ruleset } from './ruleset';
import type { TrainOutcome } from './types';

const DATABASE = 'kehu-demo-page';
const STORE = 'details';
const DETAILS = 'latest';
const RULESET = 'ruleset';

/** What the page knows besides the engine, and keeps beside it. */
export interface Details {
  dataset: Dataset;
  learned: TrainOutcome | null;
}

/** What was kept last. */
export const loadDetails = (): Promise<Details | undefined> => load(DETAILS);

/** Keeps the details, or without any forgets what was kept. */
export const keepDetails = (details: Details | null): Promise<void> => keep(DETAILS, details);

/** The ruleset that was adopted last, if it is not the preset any more. */
export const loadRuleset = (): Promise<Ruleset | undefined> => load(RULESET);

/** Keeps the ruleset that the engine adopted, or without any forgets it: the engine tells its own by name only. */
export const keepRuleset = (ruleset: Ruleset | null): Promise<void> => keep(RULESET, ruleset);

function load<T>(key: string): Promise<T | undefined> {
  return within('readonly', (store) => store.get(key));
}

async function keep(key: string, value: unknown): Promise<void> {
  await within('readwrite', (store) => (value ? store.put(value, key) : store.delete(key)));
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database: IDBDatabase = await answerOf(opening);
  try {
    return await answerOf(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
