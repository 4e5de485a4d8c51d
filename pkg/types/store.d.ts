import type { Engine, EngineStore } from './index.js';

/** Keeps one engine: a snapshot, and the journal of what was committed since. */
export interface Store extends EngineStore {
  load(): Promise<{ snapshot: Uint8Array | null; frames: Uint8Array[] }>;
  attach(engine: Engine): void;
  /** Waits until all that was committed is safe; throws when it could not be written. */
  flush(): Promise<void>;
  /** Writes a new snapshot and drops the journal. */
  compact(): Promise<void>;
  /** Writes what is pending and lets go of the place. */
  close(): Promise<void>;
}

/** Opens a store: an IndexedDB database of that name in browsers, a folder in Node. One holder at a time. */
export function openStore(nameOrFolder: string): Promise<Store>;

/** Forgets all that a store keeps. */
export function deleteStore(nameOrFolder: string): Promise<void>;
