import { call, currentGeneration } from './engine-runtime.js';
import { KehuError, sayErrors } from './error.js';
import { ImportJob } from './import-job.js';
import { PASSED } from './passed.js';
import { bytes, called, count, plainOptions, timed } from './plain.js';
import { Recovery } from './recovery.js';

/**
 * The engine: a thin, typed face over the one in WebAssembly.
 *
 * Arguments are copied to plain data before they cross, every failure is a `KehuError`, and when the instance
 * crashes the engine is built again from its last committed state at the next call.
 */
export class Engine {
  /** @type {import('../dist/core.js').Engine | null} */
  #raw = null;
  #generation = -1;
  #freed = false;
  #recovery;
  /** @type {Set<(frame: Uint8Array) => void>} */
  #listeners = new Set();
  /** What is asked before each commit, and may refuse it. */
  #admit = () => {};
  /** Frames that listeners are still to hear, in the order of their commits.
   *  @type {Uint8Array[]} */
  #unheard = [];

  static {
    for (const [name, [how, ...checks]] of Object.entries(PASSED)) {
      /** @this {Engine} @param {unknown[]} given */
      const value = function (...given) {
        const args = checks.map((check, place) => check(given[place]));
        /** @param {any} raw */
        const pass = (raw) => raw[name](...args);
        if (how === 'read') return this.#read(pass);
        return how === 'commit' ? this.#commit(pass) : this.#forget(pass);
      };
      Object.defineProperty(Engine.prototype, name, { value, writable: true, configurable: true });
    }
    sayErrors(Engine.prototype, (engine) => engine.#recovery.language);
  }

  /** @param {import('./recovery.js').Recipe} recipe */
  constructor(recipe) {
    this.#recovery = new Recovery(recipe);
    this.#read(() => undefined);
  }

  /** The ruleset in force, whole. */
  rulesetDocument() {
    return JSON.parse(this.#read((raw) => raw.rulesetDocument()));
  }

  /** Starts a bulk import: bytes in, progress out, all or nothing. @param {object} [options] */
  beginImport(options) {
    const when = timed({ kind: 'records', ...plainOptions(options) });
    this.#read((raw) => raw.beginImport(when));
    return this.#job();
  }

  /** Starts to learn the matching model anew: steps with progress, all or nothing, as an import that is pushed. */
  beginTraining() {
    this.#read((raw) => raw.beginTraining());
    return this.#job();
  }

  #job() {
    const generation = this.#generation;
    return new ImportJob({
      language: this.#recovery.language,
      read: (action) => this.#read(action, generation),
      commit: (action) => this.#commit(action, generation),
    });
  }

  /** A page of whole customers, one JSON object a line. @param {number} offset @param {number} limit @param {object} [options] */
  exportCustomers(offset, limit, options) {
    const query = timed(options);
    const page = { ...query, offset: count(offset, 'offset'), limit: count(limit, 'limit') };
    return this.#read((raw) => raw.exportCustomers(page));
  }

  /** The whole state, as bytes that `createEngine({ snapshot })` opens again. */
  snapshot() {
    const snapshot = this.#read((raw) => raw.snapshot());
    this.#recovery.fold(snapshot);
    return snapshot;
  }

  /** Applies journal frames that another engine committed. @param {Uint8Array} journal */
  replay(journal) {
    const frames = bytes(journal, 'journal');
    this.#admit();
    const raw = this.#open();
    call(() => raw.replay(frames));
    // What is replayed is not written to the journal again, so the frames themselves are kept.
    if (frames.length > 0) this.#keep(raw, frames);
  }

  /**
   * Hears every journal frame that is committed from now on, to keep it somewhere.
   * @param {(frame: Uint8Array) => void} listener
   * @param {() => void} [admit] asked before each commit, in place of who was asked before; throws to refuse it
   * @returns {() => void} stops hearing
   */
  onCommit(listener, admit) {
    if (admit) this.#admit = called(admit, 'admit');
    this.#listeners.add(called(listener, 'listener'));
    return () => this.#listeners.delete(listener);
  }

  /** Whether it was freed. */
  get isFreed() {
    return this.#freed;
  }

  /** Gives the memory back; any later call throws. */
  free() {
    if (this.#freed) return;
    this.#freed = true;
    this.#listeners.clear();
    if (this.#raw && this.#generation === currentGeneration()) call(() => this.#raw.free());
    this.#raw = null;
  }

  /**
   * @template T
   * @param {(raw: any) => T} action
   * @param {number} [generation] the instance that the action belongs to, where it makes no sense on a later one
   * @returns {T}
   */
  #read(action, generation) {
    const raw = this.#open(generation);
    return call(() => action(raw));
  }

  /**
   * @template T
   * @param {(raw: any) => T} action
   * @param {number} [generation]
   * @returns {T}
   */
  #commit(action, generation) {
    const raw = this.#open(generation);
    this.#admit();
    const [result, frame] = call(() => [action(raw), raw.takeJournal()]);
    if (frame.length > 0) this.#keep(raw, frame);
    return result;
  }

  /**
   * Commits, and keeps nothing of what was before to recover with.
   * @template T
   * @param {(raw: any) => T} action
   * @returns {T}
   */
  #forget(action) {
    const result = this.#commit(action);
    this.#recovery.renew(() => this.snapshot());
    return result;
  }

  /** @param {any} raw @param {Uint8Array} frame */
  #keep(raw, frame) {
    this.#recovery.keep(frame, () => call(() => raw.snapshot()));
    // A listener that commits something is not to be heard by the others before what it heard of: order is all in a journal.
    if (this.#unheard.push(frame) > 1) return;
    const thrown = [];
    for (const next of this.#unheard) thrown.push(...this.#tell(next));
    this.#unheard = [];
    if (thrown.length > 0) throw thrown[0];
  }

  /** Whatever one of them throws, all hear it: a journal with a gap is worth nothing. @param {Uint8Array} frame */
  #tell(frame) {
    const thrown = [];
    for (const listener of this.#listeners) {
      try {
        listener(frame);
      } catch (error) {
        thrown.push(error);
      }
    }
    return thrown;
  }

  /** @param {number} [generation] */
  #open(generation = currentGeneration()) {
    if (this.#freed) throw new KehuError('engine/freed');
    if (generation !== currentGeneration()) throw new KehuError('import/lost', { retryable: true });
    if (this.#generation !== generation) this.#rebuild();
    return this.#raw;
  }

  #rebuild() {
    try {
      this.#raw = call((core) => this.#recovery.build(core));
      this.#generation = currentGeneration();
    } catch (error) {
      if (error.code === 'engine/crashed') throw new KehuError('engine/unrecoverable', { cause: error.cause });
      throw error;
    }
  }
}

if (Symbol.dispose) Object.defineProperty(Engine.prototype, Symbol.dispose, { value: Engine.prototype.free });
