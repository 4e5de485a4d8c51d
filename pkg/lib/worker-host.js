/** The far side of `worker-client.js`: holds the engine and answers messages. */
import { isCoded, KehuError, messageOf } from './error.js';
import { METHODS } from './methods.js';

/** Between two progress messages pass at least so many milliseconds. */
const PROGRESS_EVERY = 50;

/**
 * Answers the messages that reach this thread.
 * @param {{createEngine: (options: any) => Promise<any>, openStore: (name: string, options: object) => Promise<any>,
 *   post: (message: object) => void, onMessage: (listen: (message: any) => void) => void}} host
 */
export function serve({ createEngine, openStore, post, onMessage }) {
  const desk = new Desk(createEngine, openStore);
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  onMessage(async ({ id, method, args, cancel }) => {
    if (cancel) return running.get(cancel)?.abort();
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = atIntervals((progress) => post({ id, progress }));
    try {
      post({ id, value: await desk.answer(method, args, { onProgress, signal: controller.signal }) });
    } catch (error) {
      post({ id, error: asSent(error) });
    } finally {
      running.delete(id);
    }
  });
}

class Desk {
  #createEngine;
  #openStore;
  /** @type {any} */
  #engine;
  /** @type {any} */
  #store;
  /** @type {any} */
  #job;
  /** The last import or training that was begun; who holds an earlier one has no say in it. */
  #number = 0;
  /** @type {'zh' | 'en' | undefined} */
  #language;
  #commits = 0;

  /** @param {(options: any) => Promise<any>} createEngine @param {(name: string, options: object) => Promise<any>} openStore */
  constructor(createEngine, openStore) {
    this.#createEngine = createEngine;
    this.#openStore = openStore;
  }

  /** @param {string} method @param {any[]} args @param {object} run */
  async answer(method, args, run) {
    if (METHODS.includes(method)) return this.#kept(() => this.#engine[method](...args));
    switch (method) {
      case 'open':
        return this.#open(args[0]);
      case 'flush':
        return this.#store?.flush();
      case 'compact':
        return this.#store?.compact();
      case 'close':
        return this.#close();
      case 'import.begin':
        return this.#begin(this.#engine.beginImport(args[0]));
      case 'training.begin':
        return this.#begin(this.#engine.beginTraining());
      default:
        return this.#work(method.slice('import.'.length), args, run);
    }
  }

  /** @param {any} job */
  #begin(job) {
    this.#job = job;
    this.#number += 1;
    return this.#number;
  }

  /** @param {string} what @param {any[]} args which job, and what it takes @param {object} run */
  #work(what, [number, ...args], run) {
    if (number === this.#number)
      return what === 'commit' ? this.#kept(() => this.#job.commitInSteps(run)) : this.#job[what](...args);
    if (what !== 'abort') throw new KehuError('import/ended', { language: this.#language });
  }

  /** @param {any} options */
  async #open({ store, ...options }) {
    this.#language = options.language;
    if (store !== undefined) this.#store = await this.#openStore(store, { language: options.language });
    this.#engine = await this.#createEngine({ ...options, store: this.#store });
    if (this.#store) this.#engine.onCommit(() => (this.#commits += 1));
  }

  /** An answer leaves when what it tells of is safe. Where nothing can be written any longer, only who changed something
   *  hears of it: others may still read, and save what there is.
   *  @template T @param {() => T | Promise<T>} work */
  async #kept(work) {
    const before = this.#commits;
    const value = await work();
    try {
      await this.#store?.flush();
    } catch (error) {
      if (this.#commits > before) throw error;
    }
    return value;
  }

  async #close() {
    await this.#store?.close();
    this.#engine?.free();
  }
}

/** Passes on what comes at least `PROGRESS_EVERY` apart. @param {(progress: any) => void} listener */
function atIntervals(listener) {
  let next = 0;
  return (/** @type {any} */ progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + PROGRESS_EVERY;
    listener(progress);
  };
}

/** @param {any} error */
function asSent(error) {
  if (error instanceof KehuError) return error.toJSON();
  const code = isCoded(error) ? error.code : 'worker/failed';
  return { code, path: '', message: messageOf(error), retryable: false };
}
