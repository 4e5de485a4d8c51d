/** The near side of an engine in another thread: the same API, every answer a promise. */
import { KehuError, said, sayErrors } from './error.js';
import { ARGUMENTS, ENGINE_OPTIONS } from './methods.js';
import { bytes, having, options as optionsOf, plainOptions, runOptions, string } from './plain.js';
import { interruptible } from './source.js';

/**
 * A thread as this module sees it, whatever the host calls its parts.
 * @typedef {{post: (message: object) => void, onMessage: (listen: (message: any) => void) => void,
 *   onFailure: (listen: (cause: unknown) => void) => void, stop: () => void}} Thread
 */
/** @typedef {{onProgress?: (progress: any) => void, signal?: AbortSignal, resumable?: boolean}} RunOptions */

/** The worker that the host started itself of `kehu/worker-thread`, if it did. @param {any} options */
export function givenWorker(options) {
  const worker = options?.worker;
  return worker === undefined ? undefined : having(worker, ['postMessage', 'terminate'], 'a Worker', 'worker');
}

/** Opens an engine in the thread that `start` gives. @param {() => Thread} start @param {any} [options] */
export async function openEngine(start, options) {
  /** @type {Thread | undefined} */
  let thread;
  try {
    thread = start();
    const link = new Link(thread, options?.language);
    await link.ask('open', [portableOptions(options)]);
    return new WorkerEngine(link);
  } catch (error) {
    thread?.stop();
    throw said(error, options?.language);
  }
}

/** Bytes and modules travel as they are, the worker not at all. @param {any} given */
function portableOptions(given) {
  const { worker: _, snapshot, journal, module, ...options } = optionsOf(given, [...ENGINE_OPTIONS, 'worker']);
  if (options.store !== undefined) string(options.store, 'store');
  return { ...plainOptions(options), snapshot, journal, module };
}

/** Why a worker is gone, as an error of this package. @param {unknown} cause */
const lossOf = (cause) =>
  cause instanceof KehuError ? cause : new KehuError('worker/lost', { retryable: true, cause });

/** Questions and answers, matched by number. */
class Link {
  #thread;
  #next = 1;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: unknown) => void, onProgress?: (progress: any) => void,
   *   cancel: () => void, thrown?: {error: unknown}}>} */
  #waiting = new Map();
  /** @type {KehuError | null} */
  #lost = null;

  /** @param {Thread} thread @param {'zh' | 'en'} [language] that of errors */
  constructor(thread, language) {
    this.#thread = thread;
    this.language = language;
    thread.onMessage((message) => this.#hear(message));
    thread.onFailure((cause) => this.#lose(lossOf(cause)));
  }

  /** @param {string} method @param {unknown[]} [args] @param {RunOptions} [options] @returns {Promise<any>} */
  async ask(method, args = [], { onProgress, signal } = {}) {
    if (this.#lost) throw this.#lost;
    const id = this.#next++;
    const cancel = () => this.#thread.post({ cancel: id });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject, onProgress, cancel });
        this.#thread.post({ id, method, args });
        if (signal?.aborted) cancel();
      });
    } finally {
      this.#waiting.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }

  close() {
    this.#thread.stop();
    this.#lose(new KehuError('engine/freed'));
  }

  /** @param {any} message */
  #hear({ id, value, error, progress }) {
    const waiting = this.#waiting.get(id);
    if (progress) tell(waiting, progress);
    else if (waiting?.thrown) waiting.reject(waiting.thrown.error);
    else if (error) waiting?.reject(KehuError.fromJSON(error));
    else waiting?.resolve(value);
  }

  /** @param {KehuError} error */
  #lose(error) {
    this.#lost ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
  }
}

/** What a listener throws cancels the call that it listens to, as on the engine itself. @param {any} waiting @param {any} progress */
function tell(waiting, progress) {
  try {
    waiting?.onProgress?.(progress);
  } catch (error) {
    waiting.thrown ??= { error };
    waiting.cancel();
  }
}

/** An engine in another thread. */
export class WorkerEngine {
  #link;

  /** @param {Link} link */
  constructor(link) {
    this.#link = link;
    for (const [method, checks] of Object.entries(ARGUMENTS)) {
      Object.defineProperty(this, method, {
        value: (/** @type {unknown[]} */ ...args) => this.#ask(method, checks, args),
      });
    }
  }

  static {
    sayErrors(WorkerEngine.prototype, (engine) => engine.#link.language);
  }

  /** @param {string} method @param {((value: any) => unknown)[]} checks @param {unknown[]} args */
  async #ask(method, checks, args) {
    try {
      const portable = checks.map((check, place) => check(args[place]));
      return await this.#link.ask(method, portable);
    } catch (error) {
      throw said(error, this.#link.language);
    }
  }

  /** Starts a bulk import. @param {object} [options] */
  async beginImport(options) {
    return new WorkerImport(this.#link, await this.#link.ask('import.begin', [plainOptions(options)]));
  }

  /** Starts to learn the matching model anew, step by step: to be committed or aborted as an import is. */
  async beginTraining() {
    return new WorkerImport(this.#link, await this.#link.ask('training.begin'));
  }

  /** Waits until all that was committed is safe in the store that the engine was opened with. */
  flush() {
    return this.#link.ask('flush');
  }

  /** Has the store write a new snapshot and drop the journal: what was erased is in neither. */
  compact() {
    return this.#link.ask('compact');
  }

  /** Writes what is pending and ends the thread. */
  async close() {
    await this.#link.ask('close').catch((error) => {
      if (!['engine/freed', 'worker/lost'].includes(error.code)) throw error;
    });
    this.free();
  }

  /** Ends the thread at once; whatever is pending is rejected. */
  free() {
    this.#link.close();
  }
}

/** A bulk import in another thread. */
class WorkerImport {
  #link;
  #number;
  #running = false;
  #received = 0;

  static {
    sayErrors(WorkerImport.prototype, (job) => job.#link.language);
  }

  /** @param {Link} link @param {number} number which of the thread's jobs this is */
  constructor(link, number) {
    this.#link = link;
    this.#number = number;
  }

  /** @param {string} what @param {unknown[]} [args] @param {RunOptions} [options] */
  #ask(what, args = [], options = undefined) {
    return this.#link.ask(`import.${what}`, [this.#number, ...args], options);
  }

  /** @param {Uint8Array | ArrayBuffer | string} chunk */
  async push(chunk) {
    this.#assertIdle();
    return this.#take(chunk);
  }

  /** @param {Uint8Array | ArrayBuffer | string} chunk */
  async #take(chunk) {
    const given = bytes(chunk, 'chunk');
    const progress = await this.#ask('push', [given]);
    this.#received += given.length;
    return progress;
  }

  /** How many bytes of the file were taken in: where to go on when its source has stopped. */
  get received() {
    return this.#received;
  }

  progress() {
    return this.#ask('progress');
  }

  /** @param {RunOptions} [options] */
  async commit(options) {
    this.#assertIdle();
    return this.#conclude(options);
  }

  /** @param {RunOptions} [options] */
  #conclude(options) {
    return this.#ask('commit', [], runOptions(options));
  }

  #assertIdle() {
    if (this.#running) throw new KehuError('import/running');
  }

  abort() {
    return this.#ask('abort');
  }

  /** @param {import('./source.js').Source} source @param {RunOptions} [options] */
  async run(source, options) {
    this.#assertIdle();
    this.#running = true;
    try {
      const { onProgress, signal } = runOptions(options);
      for await (const chunk of interruptible(source)) {
        if (signal?.aborted) throw new KehuError('import/cancelled', { cause: signal.reason });
        const progress = await this.#take(chunk);
        onProgress?.(progress);
      }
      return await this.#conclude(options);
    } catch (error) {
      const stopped = error.code === 'import/interrupted';
      if (stopped && options?.resumable) throw error;
      await this.abort().catch(() => {});
      throw stopped ? error.cause : error;
    } finally {
      this.#running = false;
    }
  }
}

if (Symbol.dispose)
  Object.defineProperty(WorkerEngine.prototype, Symbol.dispose, { value: WorkerEngine.prototype.free });
if (Symbol.asyncDispose)
  Object.defineProperty(WorkerEngine.prototype, Symbol.asyncDispose, { value: WorkerEngine.prototype.close });
