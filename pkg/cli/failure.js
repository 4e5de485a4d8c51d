import { said } from '../lib/error.js';

/** Codes whose path is that of an argument of the package, which has another name on a command line. */
const OF_ARGUMENTS = new Set(['import/no_column']);

/** An error of the engine in one line: where the fault lies, what it is, and its code. @param {import('../lib/error.js').KehuError} error
 *  @param {'zh' | 'en'} language */
export function inOneLine(error, language) {
  const { code, message } = said(error, language);
  const path = OF_ARGUMENTS.has(code) ? '' : error.path;
  const words = message.replace(/\s*\n\s*/g, ' ');
  return `${path === '' || words.startsWith(path) ? '' : `${path}: `}${words} [${code}]`;
}

/** Something that the user can put right: a wrong option, a missing file. Shown as one line, exit code 2. */
export class Failure extends Error {
  /** @param {string} id of the text in `words.js` @param {Record<string, unknown>} [params] */
  constructor(id, params = {}) {
    super(id);
    this.id = id;
    this.params = params;
  }
}
