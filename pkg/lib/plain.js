import { KehuError } from './error.js';

/** Deeper nesting is refused; records and conditions are far flatter. */
const MAX_DEPTH = 64;

/**
 * A copy of `value` made of plain data only, so that no getter, proxy or cycle of the caller runs or loops inside
 * the engine. Dates become ISO 8601, big integers decimal text; `undefined` members are left out.
 * @param {unknown} value
 * @param {string} [path]
 * @param {number} [depth]
 * @returns {unknown}
 */
export function plain(value, path = '', depth = 0) {
  if (depth > MAX_DEPTH) throw new KehuError('argument/depth', { path, params: { limit: MAX_DEPTH } });
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') throw wrongType('data', value, path);
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return isoTime(value, path);
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${path}[${index}]`, depth + 1));
  return plainObject(value, path, depth);
}

/** @param {object} value @param {string} path @param {number} depth */
function plainObject(value, path, depth) {
  /** @type {[string, unknown][]} */
  const members = [];
  for (const [key, member] of entriesOf(value, path)) {
    if (member !== undefined) members.push([wellFormed(key), plain(member, path ? `${path}.${key}` : key, depth + 1)]);
  }
  // A map, a form's data or a promise shows nothing: taken for an empty object, all that it holds would be lost.
  if (members.length === 0 && tagOf(value) !== 'Object') throw wrongType('data', value, path);
  return Object.fromEntries(members);
}

/** Half a surrogate pair is no character, and JSON of it no JSON. @param {string} text */
export function wellFormed(text) {
  // Hosts that can tell at once do so several times as quickly.
  return text.isWellFormed?.() ? text : text.replace(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** @param {object} value @param {string} path @returns {[string, unknown][]} */
function entriesOf(value, path) {
  try {
    return Object.entries(value);
  } catch (cause) {
    throw new KehuError('argument/unreadable', { path, cause });
  }
}

/** An object of plain data. @param {unknown} value @param {string} path */
export function plainRecord(value, path) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongType('an object', value, path);
  return plain(value, path);
}

/** A list of objects of plain data. @param {unknown} values @param {string} path */
export function plainRecords(values, path) {
  return list(values, path).map((value, index) => plainRecord(value, `${path}[${index}]`));
}

/** A string, as the boundary needs one. @param {unknown} value @param {string} path @returns {string} */
export function string(value, path) {
  if (typeof value !== 'string') throw wrongType('a string', value, path);
  return value;
}

/** A list of strings. @param {unknown} values @param {string} path @returns {string[]} */
export function strings(values, path) {
  // The path is spelt out only where it is needed.
  return list(values, path).map((value, index) =>
    typeof value === 'string' ? value : string(value, `${path}[${index}]`),
  );
}

/** A list. @param {unknown} values @param {string} path @returns {unknown[]} */
export function list(values, path) {
  if (!Array.isArray(values)) throw wrongType('an array', values, path);
  return values;
}

/** A whole number of at least 0 that fits the boundary. @param {unknown} value @param {string} path @returns {number} */
export function count(value, path) {
  if (!Number.isSafeInteger(value) || value < 0 || value > 0xffffffff) throw wrongType('a whole number', value, path);
  return /** @type {number} */ (value);
}

/** Bytes of any of the usual holders; a string becomes UTF-8. @param {unknown} value @param {string} path @returns {Uint8Array} */
export function bytes(value, path) {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]')
    return new Uint8Array(/** @type {ArrayBuffer} */ (value));
  throw wrongType('bytes', value, path);
}

/** Options as plain data; the engine knows their names. @param {unknown} options @returns {Record<string, unknown>} */
export const plainOptions = (options) => plainRecord(options ?? {}, 'options');

/** Options as plain data, and no others than those named. @param {unknown} given @param {string[]} names */
export const optionsOf = (given, names) => options(plainOptions(given), names);

/** Options with the time filled in: what the caller says, else the host's clock. @param {any} [options] */
export function timed(options) {
  const given = plainOptions(options);
  return { ...given, now: given.now ?? new Date().toISOString() };
}

/**
 * Options that are read here: no others than those named. Nothing stands for none.
 * @param {any} given
 * @param {readonly string[]} names
 * @param {string} [path] what the caller calls them
 * @returns {any}
 */
export function options(given, names, path = 'options') {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) throw wrongType('an object', given, path);
  const odd = Object.keys(given).find((name) => !names.includes(name) && given[name] !== undefined);
  if (odd === undefined) return given;
  throw new KehuError('argument/option', { path: odd, params: { name: odd, known: names.join(', ') } });
}

/** How a job is run. @param {unknown} given @returns {{onProgress?: (progress: any) => void, signal?: AbortSignal, resumable?: boolean}} */
export function runOptions(given) {
  const run = options(given, ['onProgress', 'signal', 'resumable']);
  if (run.onProgress) called(run.onProgress, 'options.onProgress');
  if (run.signal && typeof run.signal.addEventListener !== 'function')
    throw wrongType('an AbortSignal', run.signal, 'options.signal');
  return run;
}

/** Something to call. @param {unknown} value @param {string} path @returns {any} */
export function called(value, path) {
  if (typeof value !== 'function') throw wrongType('a function', value, path);
  return value;
}

/** An object with methods of those names. @param {any} value @param {string[]} methods @param {string} expected @param {string} path */
export function having(value, methods, expected, path) {
  if (methods.every((method) => typeof value?.[method] === 'function')) return value;
  throw wrongType(expected, value, path);
}

/** @param {Date} date @param {string} path */
function isoTime(date, path) {
  if (Number.isNaN(date.getTime())) throw wrongType('a valid date', 'Invalid Date', path);
  return date.toISOString();
}

/** @param {string} expected @param {unknown} value @param {string} path */
export function wrongType(expected, value, path) {
  return new KehuError('argument/type', { path, params: { expected, actual: nameOf(value) } });
}

/** @param {unknown} value */
function nameOf(value) {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number' || typeof value === 'string') return JSON.stringify(value).slice(0, 40);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return tagOf(value) === 'Object' ? 'an object' : `a ${tagOf(value)}`;
}

/** What an object calls itself. @param {object} value */
const tagOf = (value) => Object.prototype.toString.call(value).slice('[object '.length, -1);

/** JSON text of a ruleset given as text or as an object. @param {unknown} ruleset */
export function documentText(ruleset) {
  return typeof ruleset === 'string' ? ruleset : JSON.stringify(plainRecord(ruleset, 'ruleset'));
}
