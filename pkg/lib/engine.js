import { call, currentGeneration } from './engine-runtime.js';
import { KehuError, sayErrors } from './error.js';
import { ImportJob } from './import-job.js';
import { PASSED } from './passed.js';
import {
  bytes,
  called,
  count,
  documentText,
  plain,
  plainOptions,
  plainRecord,
  plainRecords,
  string,
  strings,
  timed,
} from './plain.js';
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

  static {
    for (const [name, [how, ...checks]] of Object.entries(PASSED)) {
      /** @this {Engine} @param {unknown[]} given */
      const value = function (...given) {
        const args = checks.map((check, place) => check(given[place]));
        /** @param {any} raw */
        const pass = (raw) => raw[name](...args);
        return how === 'commit' ? this.#commit(pass) : this.#read(pass);
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

  /** Learns the matching model from the records, and matches them anew. */
  train() {
    return this.#commit((raw) => raw.train());
  }

  /** Fits the scores that foretell on the customers that are here. @param {object} [options] */
  foretell(options) {
    return this.#commit((raw) => raw.foretell(timed(options)));
  }

  /** Which field each column probably holds. @param {string[]} headers @param {string[][]} rows */
  suggestMapping(headers, rows) {
    const cells = plain(rows, 'rows');
    return this.#read((raw) => raw.suggestMapping(strings(headers, 'headers'), cells));
  }

  /** Cleans one record. @param {object} record @param {object} [options] */
  clean(record, options) {
    const data = plainRecord(record, 'record');
    const when = timed(options);
    return this.#read((raw) => raw.clean(data, when));
  }

  /** Says who a record already is. @param {object} record @param {object} [options] */
  check(record, options) {
    const data = plainRecord(record, 'record');
    const limits = plainOptions(options);
    return this.#read((raw) => raw.check(data, limits));
  }

  /** Adds or replaces records. @param {object[]} records @param {object} [options] */
  upsert(records, options) {
    const data = plainRecords(records, 'records');
    const when = timed(options);
    return this.#commit((raw) => raw.upsert(data, when));
  }

  /** Adds what an outside source knows of a record's customer. @param {string} record @param {object} known @param {object} [options] */
  enrich(record, known, options) {
    const data = plainRecord(known, 'known');
    const when = timed(options);
    return this.#commit((raw) => raw.enrich(string(record, 'record'), data, when));
  }

  /** Adds events. @param {object[]} events @param {object} [options] */
  track(events, options) {
    const data = plainRecords(events, 'events');
    const when = timed(options);
    return this.#commit((raw) => raw.track(data, when));
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

  /** The rows of the last import that could not be read, as CSV. */
  rejects() {
    return this.#read((raw) => raw.rejects());
  }

  /** A page of customers. @param {object} [options] */
  customers(options) {
    const query = timed(options);
    return this.#read((raw) => raw.customers(query));
  }

  /** All that is known of one customer, masked for the role. @param {string} id @param {object} [options] */
  customer(id, options) {
    const query = timed(options);
    return this.#read((raw) => raw.customer(string(id, 'id'), query));
  }

  /** Pairs of records that are, or may be, the same. @param {object} [options] */
  duplicates(options) {
    const query = plainOptions(options);
    return this.#read((raw) => raw.duplicates(query));
  }

  /** Who is in a segment, or meets a condition. @param {string | object} idOrCondition @param {object} [options] */
  segment(idOrCondition, options) {
    const condition = typeof idOrCondition === 'string' ? idOrCondition : plainRecord(idOrCondition, 'condition');
    const query = timed(options);
    return this.#read((raw) => raw.segment(condition, query));
  }

  /** A condition in all its forms, checked against the ruleset. @param {string | object} condition */
  condition(condition) {
    const given = typeof condition === 'string' ? condition : plainRecord(condition, 'condition');
    return this.#read((raw) => raw.condition(given));
  }

  /** Why two records are or are not the same, as far as the reader may see.
   *  @param {string} a @param {string} b @param {object} [options] */
  explain(a, b, options) {
    const reader = plainOptions(options);
    return this.#read((raw) => raw.explain(string(a, 'a'), string(b, 'b'), reader));
  }

  /** Rules that two records are the same or distinct. @param {string} a @param {string} b
   *  @param {'same' | 'distinct'} verdict @param {object} [options] */
  decide(a, b, verdict, options) {
    const when = timed(options);
    return this.#commit((raw) => raw.decide(string(a, 'a'), string(b, 'b'), string(verdict, 'verdict'), when));
  }

  /** Makes one customer of several. @param {string[]} customerIds @param {object} [options] */
  merge(customerIds, options) {
    const when = timed(options);
    return this.#commit((raw) => raw.merge(strings(customerIds, 'customerIds'), when));
  }

  /** Takes a record out of its customer again. @param {string} recordId @param {object} [options] */
  unmerge(recordId, options) {
    const when = timed(options);
    return this.#commit((raw) => raw.unmerge(string(recordId, 'recordId'), when));
  }

  /** Takes an operation back, whatever came after it. @param {string} operation @param {object} [options] */
  undo(operation, options) {
    return this.#commit((raw) => raw.undo(string(operation, 'operation'), timed(options)));
  }

  /** What people did, the last first. @param {object} [options] */
  history(options) {
    return this.#read((raw) => raw.history(plainOptions(options)));
  }

  /** Fixes the golden value of a field, or with `null` sets it free.
   *  @param {string} customerId @param {string} field @param {string | null} value @param {object} [options] */
  pin(customerId, field, value, options) {
    const when = timed(options);
    const text = value === null ? undefined : string(value, 'value');
    return this.#commit((raw) => raw.pin(string(customerId, 'customerId'), string(field, 'field'), text, when));
  }

  /** Binds identifiers to each other and to a customer. @param {object} identifiers @param {object} [options] */
  bind(identifiers, options) {
    const given = plainRecord(identifiers, 'identifiers');
    const when = timed(options);
    return this.#commit((raw) => raw.bind(given, when));
  }

  /** Takes identifiers from a customer. @param {string} customerId @param {object} identifiers @param {object} [options] */
  unbind(customerId, identifiers, options) {
    const given = plainRecord(identifiers, 'identifiers');
    const when = timed(options);
    return this.#commit((raw) => raw.unbind(string(customerId, 'customerId'), given, when));
  }

  /** Erases a customer with its records and events. @param {string} customerId */
  erase(customerId) {
    return this.#forget((raw) => raw.erase(string(customerId, 'customerId')));
  }

  /** Erases one record. @param {string} recordId */
  eraseRecord(recordId) {
    return this.#forget((raw) => raw.eraseRecord(string(recordId, 'recordId')));
  }

  /** Matches that guards refused. @param {object} [options] */
  refusals(options) {
    return this.#read((raw) => raw.refusals(plainOptions(options)));
  }

  /** How customers would differ under another ruleset. @param {string | object} ruleset */
  previewRuleset(ruleset) {
    return this.#read((raw) => raw.previewRuleset(documentText(ruleset)));
  }

  /** Changes to another ruleset. @param {string | object} ruleset */
  adoptRuleset(ruleset) {
    return this.#commit((raw) => raw.adoptRuleset(documentText(ruleset)));
  }

  /** How good the data is, field by field, and how it differs from an earlier report. @param {object} [options] */
  quality(options) {
    const query = timed(options);
    return this.#read((raw) => raw.quality(query));
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
    const raw = this.#open();
    call(() => raw.replay(frames));
    // What is replayed is not written to the journal again, so the frames themselves are kept.
    if (frames.length > 0) this.#keep(raw, frames);
  }

  /**
   * Hears every journal frame that is committed from now on, to keep it somewhere.
   * @param {(frame: Uint8Array) => void} listener
   * @returns {() => void} stops hearing
   */
  onCommit(listener) {
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
    // Whatever one of them throws, all hear it: a journal with a gap is worth nothing.
    const thrown = [];
    for (const listener of this.#listeners) {
      try {
        listener(frame);
      } catch (error) {
        thrown.push(error);
      }
    }
    if (thrown.length > 0) throw thrown[0];
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
