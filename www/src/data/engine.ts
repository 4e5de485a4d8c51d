import { deleteStore } from 'kehu/store';
import { createEngine, type WorkerEngine } from 'kehu/worker';
import type { Language } from './types';

export const PRESET = 'b2b-cn';
const STORE = 'demo';
/** How often, and after how many milliseconds, a store that was just let go of is tried again. */
const TRIES = 40;
const PAUSE = 50;

/** An engine in a worker of its own that goes on from what this browser keeps, and keeps all that is done. */
export function openKept(language: Language): Promise<WorkerEngine> {
  return patiently(() => createEngine({ ruleset: PRESET, language, store: STORE }));
}

/** An engine that is gone with the tab; with a snapshot, one that continues where another stopped. */
export function openUnkept(language: Language, snapshot?: Uint8Array): Promise<WorkerEngine> {
  return createEngine({ ruleset: PRESET, language, snapshot });
}

/** Forgets all that this browser keeps of an engine, which must be closed. */
export function forgetKept(): Promise<void> {
  return patiently(() => deleteStore(STORE));
}

/** The lock of a store that was closed is free a moment later only. */
async function patiently<T>(open: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await open();
    } catch (error) {
      if (codeOf(error) !== 'store/in_use' || left === 0) throw error;
      await new Promise((resume) => setTimeout(resume, PAUSE));
    }
  }
}

/** Whether the browser did not keep what was done: its store is full, or gone. Such an engine answers nothing any more. */
export const isUnkept = (error: unknown): boolean => codeOf(error) === 'store/write_failed';

/** The stable code of an error of the package; of any other, nothing. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
