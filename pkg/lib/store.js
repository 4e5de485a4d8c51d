import { KehuError } from './error.js';

/** Below this size of journal a new snapshot is not worth writing. */
const COMPACT_FROM = 1 << 20;

/**
 * Where a store keeps its bytes. `append` and `replace` resolve once the bytes are safe.
 * @typedef {{load: () => Promise<{snapshot: Uint8Array | null, frames: Uint8Array[]}>,
 *   append: (frame: Uint8Array) => Promise<void>, replace: (snapshot: Uint8Array) => Promise<void>,
 *   close: () => Promise<void>}} Backend
 */

/**
 * Keeps one engine: a snapshot, and the journal of what was committed since. Pass it to `createEngine({ store })`.
 *
 * Writing follows committing; `await flush()` waits until all that was committed is safe.
 */
export class Store {
  #backend;
  /** @type {any} */
  #engine = null;
  #detach = () => {};
  #closed = false;
  #snapshotSize = 0;
  #journalSize = 0;
  /** @type {Promise<void>} */
  #writing = Promise.resolve();

  /** @param {Backend} backend */
  constructor(backend) {
    this.#backend = backend;
  }

  /** What is kept. */
  async load() {
    this.#assertOpen();
    const kept = await this.#backend.load();
    this.#snapshotSize = kept.snapshot?.length ?? 0;
    this.#journalSize = kept.frames.reduce((size, frame) => size + frame.length, 0);
    return kept;
  }

  /** Keeps what `engine` commits from now on. @param {import('./engine.js').Engine} engine */
  attach(engine) {
    this.#assertOpen();
    this.#detach();
    this.#engine = engine;
    this.#detach = engine.onCommit((frame) => this.#append(frame));
  }

  /** Waits until all that was committed is safe; throws when it could not be written. */
  async flush() {
    await this.#writing;
    if (this.#outgrown()) await this.compact();
  }

  /** Writes a new snapshot and drops the journal. */
  async compact() {
    this.#assertOpen();
    if (!this.#engine) return;
    const snapshot = this.#engine.snapshot();
    this.#journalSize = 0;
    this.#snapshotSize = snapshot.length;
    this.#enqueue(() => this.#backend.replace(snapshot));
    await this.#writing;
  }

  /** Writes what is pending and lets go of the place. */
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#detach();
    await this.#writing.finally(() => this.#backend.close());
  }

  /** @param {Uint8Array} frame */
  #append(frame) {
    this.#journalSize += frame.length;
    this.#enqueue(() => this.#backend.append(frame));
  }

  /** Writes in order. After a failed write nothing more is written, for a journal with a gap is worth nothing.
   *  @param {() => Promise<void>} write */
  #enqueue(write) {
    this.#writing = this.#writing.then(write).catch((cause) => {
      throw cause instanceof KehuError ? cause : new KehuError('store/write_failed', { cause });
    });
    this.#writing.catch(() => {}); // heard at the next flush
  }

  #outgrown() {
    return !this.#closed && this.#journalSize > Math.max(COMPACT_FROM, this.#snapshotSize);
  }

  #assertOpen() {
    if (this.#closed) throw new KehuError('store/closed');
  }
}
