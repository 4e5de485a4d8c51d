import { said } from '../lib/error.js';

/** An error of the engine in one line: where the fault lies, what it is, and its code. @param {import('../lib/error.js').KehuError} error
 *  @param {'zh' | 'en'} language */
export function inOneLine(error, language) {
  const { code, path, message } = said(error, language);
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
