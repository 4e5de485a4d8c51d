/** One value in one call: as few texts as can be over the boundary, and no object. */
import { string, strings } from './plain.js';

/** What stands between the texts of a list, as the boundary has it. */
const SEPARATOR = '\x1f';
/** What the boundary takes as texts, in its order. */
const TEXTS = ['language', 'country', 'referenceDate'];

/**
 * How to clean values, as the boundary reads it: the kind, then what the caller says in a fixed order.
 * @param {string} kind @param {any} [context] plain data, as `contextOf` gives it
 */
export function howTo(kind, context) {
  if (context === undefined) return kind;
  const { parts, utcOffset } = context;
  const said = [kind, ...TEXTS.map((name) => text(context[name], name)), minutes(utcOffset)];
  if (parts !== undefined && parts !== null) said.push('', ...strings(parts, 'parts'));
  return said.join(SEPARATOR);
}

/** @param {unknown} value @param {string} path */
const text = (value, path) => (value === undefined || value === null ? '' : string(value, path));

/** The boundary says what is wrong with anything but a whole number. @param {unknown} value */
function minutes(value) {
  if (value === undefined || value === null) return '';
  return Number.isSafeInteger(value) ? String(value) : 'NaN';
}

/** @param {import('./runtime.js').Core} core @param {string} how @param {string} input */
export function normalizeOne(core, how, input) {
  const answer = core.normalize(how, input);
  return answer.startsWith(SEPARATOR) ? valid(answer.split(SEPARATOR), input) : JSON.parse(answer);
}

/** An answer with which nothing is wrong: the value where it is not the input, what to show where that is not the value,
 *  names and texts of parts.
 *  @param {string[]} texts @param {string} input */
function valid(texts, input) {
  /** @type {Record<string, string>} */
  const parts = {};
  for (let at = 3; at < texts.length; at += 2) parts[texts[at]] = texts[at + 1];
  const value = texts[1] || input;
  return { input, value, display: texts[2] || value, status: 'valid', reasons: [], parts, steps: [] };
}
