/** Something that the user can put right: a wrong option, a missing file. Shown as one line, exit code 2. */
export class Failure extends Error {
  /** @param {string} id of the text in `words.js` @param {Record<string, unknown>} [params] */
  constructor(id, params = {}) {
    super(id);
    this.id = id;
    this.params = params;
  }
}
