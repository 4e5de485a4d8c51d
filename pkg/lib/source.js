import { KehuError } from './error.js';
import { bytes } from './plain.js';

/**
 * Whatever bytes come from: all at once, a `File`, a stream, or chunk by chunk.
 * @typedef {Uint8Array | ArrayBuffer | string | Blob | ReadableStream<Uint8Array> | Iterable<Uint8Array> | AsyncIterable<Uint8Array>} Source
 */

/** The chunks of a source, one after another. @param {Source} source @returns {AsyncGenerator<Uint8Array>} */
export async function* chunksOf(source) {
  const held = /** @type {any} */ (source);
  if (typeof held?.stream === 'function') yield* streamed(held.stream());
  else if (typeof held?.getReader === 'function') yield* streamed(held);
  else if (isChunked(held)) for await (const chunk of held) yield bytes(chunk, 'source');
  else yield bytes(held, 'source');
}

/**
 * The same chunks; what stops the source is told apart from what an import cannot take.
 * @param {Source} source
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* interruptible(source) {
  try {
    yield* chunksOf(source);
  } catch (cause) {
    throw cause instanceof KehuError ? cause : new KehuError('import/interrupted', { retryable: true, cause });
  }
}

/** @param {any} source */
function isChunked(source) {
  if (source === null || typeof source !== 'object' || ArrayBuffer.isView(source)) return false;
  return Symbol.asyncIterator in source || Symbol.iterator in source;
}

/** Reads through a reader: not every browser can iterate a stream. @param {ReadableStream<Uint8Array>} stream */
async function* streamed(stream) {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield bytes(next.value, 'source');
  } finally {
    reader.cancel().catch(() => {});
  }
}
