/** Two streaming helpers of the command line over classes of the engine. */
import { bytes, plainRecord, string, timed } from './plain.js';
import { call } from './runtime.js';

/** Cleans a table chunk by chunk. */
export class Cleaner {
  #raw;

  /** @param {string} ruleset @param {object} options */
  constructor(ruleset, options) {
    this.#raw = call((core) => new core.Cleaner(string(ruleset, 'ruleset'), plainRecord(options, 'options')));
  }

  /** @param {Uint8Array} chunk @returns {Uint8Array} */
  push(chunk) {
    return call(() => this.#raw.push(bytes(chunk, 'chunk')));
  }

  /** @returns {Uint8Array} */
  finish() {
    return call(() => this.#raw.finish());
  }

  /** @returns {any} */
  report() {
    return call(() => this.#raw.report());
  }

  /** @returns {Uint8Array} */
  rejects() {
    return call(() => this.#raw.rejects());
  }

  free() {
    this.#raw.free();
  }
}

/** Asks conditions of exported customers. */
export class CustomerFile {
  #raw;

  /** @param {string} ruleset */
  constructor(ruleset) {
    this.#raw = call((core) => new core.CustomerFile(string(ruleset, 'ruleset')));
  }

  /** @param {Uint8Array} ndjson */
  push(ndjson) {
    call(() => this.#raw.push(bytes(ndjson, 'chunk')));
  }

  /** @param {Uint8Array} csv */
  pushEvents(csv) {
    call(() => this.#raw.pushEvents(bytes(csv, 'chunk')));
  }

  /** @param {object} condition @param {object} options */
  segment(condition, options) {
    return call(() => this.#raw.segment(JSON.stringify(condition), timed(options)));
  }

  free() {
    this.#raw.free();
  }
}
