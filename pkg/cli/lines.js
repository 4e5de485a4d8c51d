import { KehuError } from '../lib/error.js';

const NEWLINE = 0x0a;
const LONGEST = 16 << 20;

/**
 * Cuts a stream of bytes after line ends, so that every chunk holds whole lines.
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* wholeLines(chunks) {
  /** @type {Uint8Array[]} */
  let held = [];
  let size = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield Buffer.concat([...held, chunk.subarray(0, end)]);
      held = [];
      size = 0;
    }
    held.push(chunk.subarray(end));
    size += chunk.length - end;
    if (size > LONGEST) throw new KehuError('input/line_too_long', { params: { limit: LONGEST } });
  }
  if (size > 0) yield Buffer.concat(held);
}
