/** Two streaming helpers of the command line over classes of the engine. */

import { call } from './engine-runtime.js';
import { bytes, plain, plainRecord, string } from './plain.js';

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

  /** @param {string} ruleset @param {'zh' | 'en'} language */
  constructor(ruleset, language) {
    this.#raw = call((core) => new core.CustomerFile(string(ruleset, 'ruleset'), language));
  }

  /** @param {Uint8Array} ndjson */
  push(ndjson) {
    call(() => this.#raw.push(bytes(ndjson, 'chunk')));
  }

  /** The lines that hold no customer, as CSV. @returns {Uint8Array} */
  finish() {
    return call(() => this.#raw.finish());
  }

  /** @param {string | object} condition @param {string} now @returns {any} */
  segment(condition, now) {
    return call(() => this.#raw.segment(plain(condition, 'condition'), now));
  }

  free() {
    this.#raw.free();
  }
}
