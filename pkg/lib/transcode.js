import { looksBig5 } from './big5.js';
import { KehuError } from './error.js';
import { chunksOf } from './source.js';
import { looksUtf8 } from './utf8.js';
import { ENOUGH, utf16Of } from './utf16.js';

/** How much from the first non-ASCII byte on is looked at before the encoding is decided. */
const WINDOW = 64 << 10;
const EMPTY = new Uint8Array(0);

/**
 * Turns text of unknown encoding into UTF-8, chunk by chunk: UTF-8 itself and UTF-16 (with or without mark), else Big5 or
 * GB18030, which contains GBK and GB2312. ASCII passes at once; the decision waits for what can tell.
 */
export class Transcoder {
  /** The encoding, once it is known. @type {'utf-8' | 'utf-16le' | 'utf-16be' | 'big5' | 'gb18030' | null} */
  encoding = null;
  /** @type {TextDecoder | null} */
  #decoder = null;
  #encoder = new TextEncoder();
  #held = EMPTY;
  #started = false;

  /** @param {Uint8Array} chunk @returns {Uint8Array} the UTF-8 that can be told so far */
  push(chunk) {
    if (this.encoding) return this.#decode(chunk, true);
    const held = join(this.#held, chunk);
    this.#held = EMPTY;
    return this.#sniff(held, false);
  }

  /** The rest, at the end of the text. @returns {Uint8Array} */
  finish() {
    const rest = this.encoding ? EMPTY : this.#sniff(this.#held, true);
    this.#held = EMPTY;
    return this.#decoder ? join(rest, this.#decode(EMPTY, false)) : rest;
  }

  /** @param {Uint8Array} held @param {boolean} last */
  #sniff(held, last) {
    if (!this.#started) {
      if (held.length < ENOUGH && !last) return this.#hold(held);
      this.#started = true;
      const marked = markOf(held) ?? unmarked(held);
      if (marked) return this.#settle(marked.encoding, held.subarray(marked.length), last);
    }
    const start = firstBeyondAscii(held);
    if (start === held.length) return held;
    const window = held.subarray(start);
    if (window.length < WINDOW && !last) return join(held.slice(0, start), this.#hold(window.slice()));
    return this.#settle(guess(window.subarray(0, WINDOW)), held, last);
  }

  /** @param {Uint8Array} bytes */
  #hold(bytes) {
    this.#held = bytes;
    return EMPTY;
  }

  /** @param {NonNullable<Transcoder['encoding']>} encoding @param {Uint8Array} bytes @param {boolean} last */
  #settle(encoding, bytes, last) {
    this.encoding = encoding;
    if (encoding !== 'utf-8') this.#decoder = decoderFor(encoding);
    return this.#decode(bytes, !last);
  }

  /** @param {Uint8Array} bytes @param {boolean} stream */
  #decode(bytes, stream) {
    return this.#decoder ? this.#encoder.encode(this.#decoder.decode(bytes, { stream })) : bytes;
  }
}

/**
 * The UTF-8 chunks of a text file whose encoding nobody told.
 * @param {import('./source.js').Source} source
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* decodeCsv(source) {
  const transcoder = new Transcoder();
  for await (const chunk of chunksOf(source)) {
    const utf8 = transcoder.push(chunk);
    if (utf8.length > 0) yield utf8;
  }
  const rest = transcoder.finish();
  if (rest.length > 0) yield rest;
}

/** @param {Uint8Array} bytes @returns {{encoding: 'utf-8' | 'utf-16le' | 'utf-16be', length: number} | null} */
function markOf([a, b, c]) {
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** @param {Uint8Array} bytes */
function unmarked(bytes) {
  const encoding = utf16Of(bytes);
  return encoding && { encoding, length: 0 };
}

/** The encoding of bytes without a mark. @param {Uint8Array} bytes */
function guess(bytes) {
  if (looksUtf8(bytes)) return 'utf-8';
  return looksBig5(bytes) ? 'big5' : 'gb18030';
}

/** @param {Uint8Array} bytes */
function firstBeyondAscii(bytes) {
  const index = bytes.findIndex((byte) => byte > 0x7f);
  return index < 0 ? bytes.length : index;
}

/** @param {string} encoding */
function decoderFor(encoding) {
  try {
    return new TextDecoder(encoding);
  } catch (cause) {
    throw new KehuError('input/encoding', { params: { encoding }, cause });
  }
}

/** @param {Uint8Array} head @param {Uint8Array} tail */
function join(head, tail) {
  if (head.length === 0) return tail;
  if (tail.length === 0) return head;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
