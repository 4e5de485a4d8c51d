/** Many values in one call: joined on the way in, cut into columns on the way out. */

/** As the boundary counts them. */
const STATUSES = /** @type {const} */ (['valid', 'suspect', 'invalid', 'empty']);
/** Stand in place of a length: the text of the value, or of the input where that is the value; no text. */
const SAME = 0xffffffff;
const ABSENT = 0xfffffffe;
/** More at once is no quicker, and only takes memory. */
const AT_ONCE = 8192;

/** @typedef {{reasons: object[], also: object[]}} Note */

/**
 * @param {string[]} inputs
 * @param {string[]} parts
 * @param {(text: string, lengths: Uint32Array) => any} ask
 */
export function normalizeColumns(inputs, parts, ask) {
  const columns = {
    value: /** @type {(string | null)[]} */ ([]),
    display: /** @type {string[]} */ ([]),
    status: /** @type {string[]} */ ([]),
    parts: parts.map(() => /** @type {(string | null)[]} */ ([])),
    notes: /** @type {Map<number, Note>} */ (new Map()),
  };
  for (let from = 0; from < inputs.length; from += AT_ONCE)
    addTo(columns, from, inputs.slice(from, from + AT_ONCE), parts, ask);
  return { ...columns, parts: Object.fromEntries(parts.map((name, index) => [name, columns.parts[index]])) };
}

/** @param {any} columns @param {number} from @param {string[]} inputs @param {string[]} parts @param {Function} ask */
function addTo(columns, from, inputs, parts, ask) {
  // A loop: to go through a list by `Uint32Array.from` takes as long as to normalize it.
  const lengths = new Uint32Array(inputs.length);
  for (let row = 0; row < inputs.length; row++) lengths[row] = inputs[row].length;
  const answer = ask(inputs.join('\n'), lengths);
  cut(answer, 0, inputs, columns.value);
  const values = columns.value;
  const likes = inputs.map((input, index) => values[from + index] ?? input);
  cut(answer, 2, likes, columns.display);
  for (const index of parts.keys()) cut(answer, 4 + 2 * index, likes, columns.parts[index]);
  for (const state of answer.at(-2)) columns.status.push(STATUSES[state]);
  for (const { row, ...note } of JSON.parse(answer.at(-1))) columns.notes.set(from + row, note);
}

/** Cuts a column's text. @param {any[]} answer @param {number} at @param {string[]} likes @param {(string | null)[]} column */
function cut(answer, at, likes, column) {
  const [text, lengths] = [answer[at], answer[at + 1]];
  let start = 0;
  for (let row = 0; row < lengths.length; row++) {
    const length = lengths[row];
    if (length === SAME) column.push(likes[row]);
    else if (length === ABSENT) column.push(null);
    else {
      column.push(text.slice(start, start + length));
      start += length;
    }
  }
}
