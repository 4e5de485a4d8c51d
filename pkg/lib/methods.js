import { PASSED } from './passed.js';
import { bytes, count, timed } from './plain.js';

/** The methods of an engine that a worker offers as they are, and how each argument becomes plain data; imports and `free` are
 *  arranged on both sides.
 *  @type {Record<string, ((value: any) => unknown)[]>} */
export const ARGUMENTS = {
  ...Object.fromEntries(Object.entries(PASSED).map(([name, [, ...checks]]) => [name, checks])),
  rulesetDocument: [],
  exportCustomers: [(value) => count(value, 'offset'), (value) => count(value, 'limit'), timed],
  snapshot: [],
  replay: [(value) => bytes(value, 'journal')],
};

/** Their names. */
export const METHODS = Object.keys(ARGUMENTS);

/** What `createEngine` takes. */
export const ENGINE_OPTIONS = /** @type {const} */ ([
  'ruleset',
  'language',
  'mode',
  'links',
  'snapshot',
  'journal',
  'store',
  'recovery',
  'module',
]);
