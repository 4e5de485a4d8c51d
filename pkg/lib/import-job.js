import { KehuError, sayErrors } from './error.js';
import { bytes, runOptions } from './plain.js';
import { interruptible } from './source.js';
import { Transcoder } from './transcode.js';
import { nextTurn } from './turn.js';

/** Rows that one step works on; a step of this size takes some tens of milliseconds. */
const ROWS_A_STEP = 2000;

/** @typedef {{language?: 'zh' | 'en', read: (action: (raw: any) => any) => any, commit: (action: (raw: any) => any) => any}} Access */
/** @typedef {import('../types/api').ImportProgress} ImportProgress */
/** @typedef {{onProgress?: (progress: any) => void, signal?: AbortSignal, resumable?: boolean}} RunOptions */

/**
 * One bulk import: push the bytes of a file, then commit; until then nothing is changed.
 *
 * CSV may be UTF-8, UTF-16, GB18030 or Big5, with or without a byte order mark.
 */
export class ImportJob {
  #access;
  #transcoder = new Transcoder();
  #ended = false;
  #running = false;
  #received = 0;
  /** @type {any} */
  #progress = { stage: 'reading', done: 0, total: 0, rows: 0, rejected: 0 };

  static {
    sayErrors(ImportJob.prototype, (job) => job.#access.language);
  }

  /** @param {Access} access */
  constructor(access) {
    this.#access = access;
  }

  /** Takes the next bytes of the file. @param {Uint8Array | ArrayBuffer | string} chunk */
  push(chunk) {
    this.#assertIdle();
    return this.#take(chunk);
  }

  /** @param {Uint8Array | ArrayBuffer | string} chunk */
  #take(chunk) {
    const given = bytes(chunk, 'chunk');
    const progress = this.#feed(this.#transcoder.push(given));
    this.#received += given.length;
    return progress;
  }

  /** How many bytes of the file were taken in: where to go on when its source has stopped. */
  get received() {
    return this.#received;
  }

  /** How far the import is. */
  progress() {
    return this.#progress;
  }

  /** Does all the work and makes it last. */
  commit() {
    this.#assertIdle();
    const steps = this.#steps();
    while (!steps.next().done);
    return this.#finish();
  }

  /**
   * As `commit`, but lets the host breathe between steps, so that a signal can cancel it.
   * @param {RunOptions} [options]
   */
  async commitInSteps(options) {
    return this.#alone(() => this.#conclude(options));
  }

  /** @param {RunOptions} [options] */
  async #conclude(options) {
    const { onProgress, signal } = runOptions(options);
    for (const progress of this.#steps()) {
      onProgress?.(progress);
      await nextTurn();
      this.#stopOn(signal);
    }
    return this.#finish();
  }

  /**
   * Imports a whole source: pushes all of it, then commits in steps. With `resumable` a source that stops leaves the
   * import as it is (`import/interrupted`), to be run again with what follows the first `received` bytes.
   * @param {import('./source.js').Source} source
   * @param {RunOptions} [options]
   */
  async run(source, options) {
    return this.#alone(() => this.#pour(source, options));
  }

  /** @param {import('./source.js').Source} source @param {RunOptions} [options] */
  async #pour(source, options) {
    try {
      const { onProgress, signal } = runOptions(options);
      for await (const chunk of interruptible(source)) {
        this.#stopOn(signal);
        const progress = this.#take(chunk);
        onProgress?.(progress);
        await nextTurn();
      }
      this.#stopOn(signal);
      return await this.#conclude(options);
    } catch (error) {
      const stopped = error.code === 'import/interrupted';
      if (stopped && options?.resumable) throw error;
      this.abort();
      throw stopped ? error.cause : error;
    }
  }

  /** Gives the import up; nothing was changed. */
  abort() {
    if (this.#ended) return;
    this.#ended = true;
    try {
      this.#access.read((raw) => raw.abortImport());
    } catch (error) {
      if (!['import/lost', 'engine/freed'].includes(error.code)) throw error;
    }
  }

  *#steps() {
    this.#feed(this.#transcoder.finish());
    this.#progress = this.#live((raw) => raw.endImport());
    do {
      this.#progress = this.#live((raw) => raw.stepImport(ROWS_A_STEP));
      yield this.#progress;
    } while (this.#progress.stage !== 'done');
  }

  /** @param {Uint8Array} utf8 */
  #feed(utf8) {
    if (utf8.length > 0) this.#progress = this.#live((raw) => raw.pushImport(utf8));
    return this.#progress;
  }

  #finish() {
    this.#assertLive();
    // Where a commit is refused beforehand, the import can still be given up.
    return this.#access.commit((raw) => {
      this.#ended = true;
      return raw.commitImport();
    });
  }

  /** @param {(raw: any) => any} action */
  #live(action) {
    this.#assertLive();
    return this.#access.read(action);
  }

  /** Two that take turns would mix their bytes. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  async #alone(work) {
    this.#assertIdle();
    this.#running = true;
    return work().finally(() => (this.#running = false));
  }

  #assertIdle() {
    if (this.#running) throw new KehuError('import/running');
  }

  #assertLive() {
    if (this.#ended) throw new KehuError('import/ended');
  }

  /** @param {AbortSignal} [signal] */
  #stopOn(signal) {
    if (!signal?.aborted) return;
    this.abort();
    throw new KehuError('import/cancelled', { cause: signal.reason });
  }
}
