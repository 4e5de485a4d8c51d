import { PASSED } from './passed.js';

/** The methods of an engine that a worker offers as they are; imports and `free` are arranged on both sides. */
export const METHODS = [...Object.keys(PASSED), 'rulesetDocument', 'exportCustomers', 'snapshot', 'replay'];

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
