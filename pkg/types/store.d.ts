import type { Engine, EngineStore, KehuError } from './index.js';

/** Keeps one engine: a snapshot, and the journal of what was committed since. */
export interface Store extends EngineStore {
  load(): Promise<{ snapshot: Uint8Array | null; frames: Uint8Array[] }>;
  attach(engine: Engine): void;
  /** Why what is committed is no longer written, if so, until `compact` succeeds: also `store/damaged` from opening on, where what is kept can only be read in part. */
  readonly failure: KehuError | null;
  /** Waits until all that was committed is safe; throws when it could not be written. */
  flush(): Promise<void>;
  /** Writes a new snapshot and drops the journal. It holds what could not be written before, too. */
  compact(): Promise<void>;
  /** Writes what is pending and lets go of the place. Its engine goes on answering; what would change something throws `store/closed`. */
  close(): Promise<void>;
}

/**
 * Where a store keeps its bytes. `append` and `replace` resolve once the bytes are safe; they are never called while one
 * of them is under way. `replace` takes the place of the snapshot and of all that was appended, in one step.
 */
export interface StoreBackend {
  load(): Promise<{ snapshot: Uint8Array | null; frames: Uint8Array[] }>;
  append(frame: Uint8Array): Promise<void>;
  replace(snapshot: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Keeps an engine wherever a backend of your own writes. */
export const Store: new (backend: StoreBackend, options?: { language?: 'zh' | 'en' | undefined }) => Store;

/** How to open a store. */
export interface StoreOptions {
  /** Whether to wait until another tab or process lets go; else it is `store/in_use`. */
  wait?: boolean | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
  /** The language of errors; `zh` unless given. */
  language?: 'zh' | 'en' | undefined;
}

/** Opens a store: an IndexedDB database of that name in browsers, a folder in Node. One holder at a time. */
export function openStore(nameOrFolder: string, options?: StoreOptions): Promise<Store>;

/** Forgets all that a store keeps, which nobody may hold then; other files in a folder stay. */
export function deleteStore(nameOrFolder: string, options?: { language?: 'zh' | 'en' | undefined }): Promise<void>;
