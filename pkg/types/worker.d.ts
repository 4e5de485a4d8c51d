import type {
  ByteSource,
  Engine,
  EngineOptions,
  ImportOptions,
  ImportProgress,
  ImportReport,
  ImportRunOptions,
  RunOptions,
} from './index.js';

export { decodeCsv, KehuError } from './index.js';

/** The methods that answer as on the engine itself, only later. */
type Deferred<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Result> : never;
};

/** A bulk import in a worker. */
export interface WorkerImportJob {
  push(chunk: Uint8Array | ArrayBuffer | string): Promise<ImportProgress>;
  progress(): Promise<ImportProgress>;
  commit(options?: RunOptions): Promise<ImportReport>;
  /** How many bytes of the file were taken in: where to go on when its source has stopped. */
  readonly received: number;
  /** Pushes a whole source and commits it. */
  run(source: ByteSource, options?: ImportRunOptions): Promise<ImportReport>;
  abort(): Promise<void>;
}

/** An engine in a worker of its own: the same API, every answer a promise. */
export interface WorkerEngine
  extends Deferred<
      Omit<Engine, 'beginImport' | 'beginTraining' | 'free' | 'isFreed' | 'onCommit' | typeof Symbol.dispose>
    >,
    Disposable {
  beginImport(options?: ImportOptions): Promise<WorkerImportJob>;
  /** As on the engine: to be committed, with progress and a signal, or aborted. */
  beginTraining(): Promise<Pick<WorkerImportJob, 'progress' | 'commit' | 'abort'>>;
  /** Waits until all that was committed is safe in the store. */
  flush(): Promise<void>;
  /** Has the store write a new snapshot and drop the journal: what was erased is in neither. */
  compact(): Promise<void>;
  /** Writes what is pending and ends the worker. */
  close(): Promise<void>;
  /** Ends the worker at once. */
  free(): void;
}

/** How to open an engine in a worker. */
export interface WorkerEngineOptions extends Omit<EngineOptions, 'store' | 'module'> {
  /** The name (browser) or folder (Node) of a store that the worker keeps the engine in. */
  store?: string | undefined;
  /** A compiled module, or its bytes or address, in place of the package's own file. */
  module?: WebAssembly.Module | BufferSource | string | undefined;
  /**
   * A worker that runs `kehu/worker-thread`, for bundlers that do not take along the package's own: a `Worker` of the
   * browser, or of `node:worker_threads`. It is this engine's alone, and ends with it.
   */
  worker?: WorkerLike | undefined;
}

/** A worker, whatever the host calls it. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** Opens an engine in a worker of its own. */
export function createEngine(options?: WorkerEngineOptions): Promise<WorkerEngine>;
