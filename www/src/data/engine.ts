import { createEngine, type WorkerEngine } from 'kehu/worker';
import type { Language } from './types';

export const PRESET = 'b2b-cn';

/** An engine in a worker of its own; with a snapshot, one that continues where another stopped. */
export function openEngine(language: Language, snapshot?: Uint8Array): Promise<WorkerEngine> {
  return createEngine({ ruleset: PRESET, language, snapshot });
}
