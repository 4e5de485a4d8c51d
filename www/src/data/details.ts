import type { Dataset } from '../state/model';
import type { TrainOutcome } from './types';

const DATABASE = 'kehu-demo-page';
const STORE = 'details';
const DETAILS = 'latest';

/** What the page knows besides the engine, and keeps beside it. */
export interface Details {
  dataset: Dataset;
  learned: TrainOutcome | null;
}

/** What was kept last. */
export const loadDetails = (): Promise<Details | undefined> =>
  within('readonly', (store): IDBRequest => store.get(DETAILS));

/** Keeps the details, or without any forgets what was kept. */
export const keepDetails = (details: Details | null): Promise<void> =>
  within('readwrite', (store): IDBRequest => (details ? store.put(details, DETAILS) : store.delete(DETAILS)));

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
