import { KehuError, said, sayErrors } from './error.js';
import { having, options } from './plain.js';

/** Below this size of journal a new snapshot is not worth writing. */
const COMPACT_FROM = 1 << 20;

/**
 * Where a store keeps its bytes. `append` and `replace` resolve once the bytes are safe. `damage` tells what of it cannot be read.
 * @typedef {{load: () => Promise<{snapshot: Uint8Array | null, frames: Uint8Array[], damage?: KehuError}>,
 *   append: (frame: Uint8Array) => Promise<void>, replace: (snapshot: Uint8Array) => Promise<void>,
 *   close: () => Promise<void>}} Backend
 */

/** How a store is opened. @param {unknown} given @returns {StoreOptions} */
export const storeOptions = (given) => options(given, ['wait', 'signal', 'language']);

/** How a store is deleted. @param {unknown} given @returns {{language?: 'zh' | 'en'}} */
export const deletionOptions = (given) => options(given, ['language']);

/** Whatever keeps a store from being opened or read, as an error of this package. @param {unknown} cause */
export const asUnopened = (cause) =>
  cause instanceof KehuError ? cause : new KehuError('store/open_failed', { cause });

/** Whatever keeps a store from being written, as an error of this package. @param {unknown} cause */
const asUnwritten = (cause) => (cause instanceof KehuError ? cause : new KehuError('store/write_failed', { cause }));

/** `language` is that of errors. @typedef {{wait?: boolean, signal?: AbortSignal, language?: 'zh' | 'en'}} StoreOptions */

/**
 * Keeps one engine: a snapshot, and the journal of what was committed since. Pass it to `createEngine({ store })`.
 *
 * Writing follows committing; `await flush()` waits until all that was committed is safe.
 */
export class Store {
  #backend;
  #language;
  /** @type {any} */
  #engine = null;
  #detach = () => {};
  #closed = false;
  #snapshotSize = 0;
  #journalSize = 0;
  /** Why nothing is written any longer.
   *  @type {KehuError | null} */
  #failure = null;
  /** The last of what the backend was asked for, which it does one after the other.
   *  @type {Promise<unknown>} */
  #pending = Promise.resolve();

  /** @param {Backend} backend @param {{language?: 'zh' | 'en'}} [given] */
  constructor(backend, given) {
    this.#language = options(given, ['language']).language;
    this.#backend = having(backend, ['load', 'append', 'replace', 'close'], 'a backend', 'backend');
  }

  /** What is kept. */
  async load() {
    this.#assertOpen();
    const kept = await this.#inTurn(() => this.#read());
    this.#snapshotSize = kept.snapshot?.length ?? 0;
    this.#journalSize = kept.frames.reduce((size, frame) => size + frame.length, 0);
    if (kept.damage) this.#failure = kept.damage;
    return { snapshot: kept.snapshot, frames: kept.frames };
  }

  async #read() {
    try {
      return await this.#backend.load();
    } catch (cause) {
      throw asUnopened(cause);
    }
  }

  /** Keeps what `engine` commits from now on, and nothing of another one before that is freed. @param {import('./engine.js').Engine} engine */
  attach(engine) {
    this.#assertOpen();
    // Two engines would each write as if there were no other; one that was freed writes no more.
    if (this.#engine && !this.#engine.isFreed) throw new KehuError('store/attached');
    this.#detach();
    this.#engine = engine;
    this.#detach = engine.onCommit(
      (frame) => this.#append(frame),
      () => this.#assertOpen(),
    );
  }

  /** Why what is committed is no longer written, if so, until `compact` succeeds. */
  get failure() {
    return said(this.#failure, this.#language);
  }

  static {
    sayErrors(Store.prototype, (store) => store.#language);
  }

  /** Waits until all that was committed is safe; throws when it could not be written. */
  async flush() {
    this.#assertOpen();
    await this.#written();
    // What is in the journal is safe without a snapshot, which an engine that imports or was freed does not give.
    if (this.#outgrown()) await this.compact().catch(() => {});
  }

  /** Writes a new snapshot and drops the journal. It holds what could not be written before, too. */
  async compact() {
    this.#assertOpen();
    if (!this.#engine) return;
    const snapshot = this.#engine.snapshot();
    this.#journalSize = 0;
    this.#snapshotSize = snapshot.length;
    await this.#inTurn(async () => {
      await this.#backend.replace(snapshot);
      this.#failure = null;
    });
  }

  /** Writes what is pending and lets go of the place. Its engine goes on answering, and commits nothing that would be lost. */
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#detach();
    await this.#written().finally(() => this.#backend.close());
  }

  /** After a failed write nothing more is appended, for a journal with a gap is worth nothing. @param {Uint8Array} frame */
  #append(frame) {
    this.#journalSize += frame.length;
    this.#inTurn(async () => {
      if (!this.#failure) await this.#backend.append(frame);
    }).catch((failure) => {
      this.#failure = failure;
    });
  }

  async #written() {
    await this.#pending;
    if (this.#failure) throw this.#failure;
  }

  /** What the backend does once it has done what it was asked for before. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inTurn(work) {
    const done = this.#pending.then(work).catch((cause) => {
      throw asUnwritten(cause);
    });
    this.#pending = done.catch(() => {});
    return done;
  }

  #outgrown() {
    return !this.#closed && this.#journalSize > Math.max(COMPACT_FROM, this.#snapshotSize);
  }

  #assertOpen() {
    if (this.#closed) throw new KehuError('store/closed');
  }
}
