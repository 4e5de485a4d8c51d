import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { KehuError } from '../lib/error.js';
import { text } from '../lib/messages.js';
import { Transcoder } from '../lib/transcode.js';
import { Failure } from './failure.js';

const CHUNK = 1 << 20;
const PROBE = 8 << 10;
/** How JSON begins, with or without a byte order mark, and no table does. */
const JSON_START = /^(\xef\xbb\xbf)?\s*(\{\s*"|\[\s*[[{"])/;

/** Whether a file holds an object a line, as its name says. @param {string} file */
export const isNdjson = (file) => ['.ndjson', '.jsonl'].includes(extname(file).toLowerCase());

/**
 * The chunks of a text file as UTF-8, whatever its encoding; complains about what is no text file at all, or JSON in place of
 * a table.
 * @param {string} file
 * @param {import('./context.js').Context} context
 * @param {boolean} [isTable]
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* textOf(file, context, isTable = !isNdjson(file)) {
  await assertFile(file);
  let seen = 0;
  try {
    for await (const chunk of utf8(createReadStream(file, { highWaterMark: CHUNK }), file, context, isTable)) {
      seen += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw readable(error, file);
  }
  if (seen === 0) throw unusable('input/empty', file, context);
}

/** The chunks of standard input as UTF-8. @param {import('./context.js').Context} context */
export const textOfStdin = (context) => utf8(context.stdin, 'stdin', context);

/** @param {AsyncIterable<Uint8Array>} stream @param {string} name @param {import('./context.js').Context} context @param {boolean} [isTable] */
async function* utf8(stream, name, context, isTable = false) {
  const transcoder = new Transcoder();
  let first = true;
  for await (const chunk of stream) {
    if (first) assertText(chunk, name, context, isTable);
    first = false;
    const decoded = transcoder.push(chunk);
    if (decoded.length > 0) yield decoded;
  }
  const rest = transcoder.finish();
  if (rest.length > 0) yield rest;
}

/** @param {string} file */
async function assertFile(file) {
  const info = await stat(file).catch((error) => {
    throw readable(error, file);
  });
  if (info.isDirectory()) throw new Failure('is-folder', { file });
}

/** @param {Uint8Array} start @param {string} name @param {import('./context.js').Context} context @param {boolean} isTable */
function assertText(start, name, context, isTable) {
  const [a, b, c, d] = start;
  if (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) throw unusable('input/excel', name, context);
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) throw unusable('input/excel', name, context);
  const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  if (!isUtf16 && start.subarray(0, PROBE).includes(0)) throw unusable('input/binary', name, context);
  if (isTable && JSON_START.test(Buffer.from(start.subarray(0, PROBE)).toString('latin1')))
    throw unusable('input/json', name, context);
}

/** @param {string} code @param {string} file @param {import('./context.js').Context} context */
function unusable(code, file, context) {
  return new Failure('unusable-file', { file, cause: text(code, {}, context.language) });
}

/** @param {any} error @param {string} file */
function readable(error, file) {
  if (error instanceof Failure || error instanceof KehuError) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new Failure('missing-file', { file });
  return new Failure('cannot-read', { file, cause: error.code ?? error.message });
}
