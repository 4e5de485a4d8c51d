import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { KehuError } from '../lib/error.js';
import { text } from '../lib/messages.js';
import { decodeCsv } from '../lib/transcode.js';
import { Failure } from './failure.js';

const CHUNK = 1 << 20;
const PROBE = 8 << 10;
/** How JSON begins, and no table does. */
const JSON_START = /^\s*(\{\s*"|\[\s*[[{"])/;
/** How an object a line begins, whatever marks its encoding. */
const LINE_START = /^[\xef\xbb\xbf\xfe\xff\s]*\{\s*"/;
/** What stands for standard input in place of a file's name. */
export const STDIN = '-';

/** Whether a file holds an object a line, as its name says. @param {string} file */
export const isNdjson = (file) => ['.ndjson', '.jsonl'].includes(extname(file).toLowerCase());

/** The same of a file or of standard input, which has no name to tell. @param {string} file @param {import('./context.js').Context} context */
export const holdsLines = async (file, context) =>
  file === STDIN
    ? LINE_START.test((await peek(context.stdin)).toString('latin1').replaceAll('\0', ''))
    : isNdjson(file);

/** The first bytes of a stream, which stay in it. @param {import('node:stream').Readable} stream @returns {Promise<Buffer>} */
async function peek(stream) {
  for (;;) {
    const chunk = stream.read();
    if (chunk !== null) {
      stream.unshift(chunk);
      return chunk;
    }
    if (stream.readableEnded || stream.destroyed) return Buffer.alloc(0);
    await Promise.race([once(stream, 'readable'), once(stream, 'end')]);
  }
}

/**
 * The chunks of a text file, or of standard input (`-`), as UTF-8, whatever its encoding; complains about what is no text at
 * all, or JSON in place of a table.
 * @param {string} file
 * @param {import('./context.js').Context} context
 * @param {boolean} [isTable]
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* textOf(file, context, isTable = !isNdjson(file)) {
  if (file !== STDIN) await assertFile(file);
  const stream = file === STDIN ? context.stdin : createReadStream(file, { highWaterMark: CHUNK });
  let seen = 0;
  try {
    for await (const chunk of utf8(stream, file, context, isTable)) {
      seen += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw readable(error, file);
  }
  if (seen === 0) throw unusable('input/empty', file, context);
}

/** The chunks of standard input as UTF-8. @param {import('./context.js').Context} context */
export const textOfStdin = (context) => utf8(context.stdin, STDIN, context);

/** @param {AsyncIterable<Uint8Array>} stream @param {string} name @param {import('./context.js').Context} context @param {boolean} [isTable] */
async function* utf8(stream, name, context, isTable = false) {
  let first = true;
  for await (const chunk of decodeCsv(workbooksRefused(stream, name, context))) {
    if (first) assertText(chunk, name, context, isTable);
    first = false;
    yield chunk;
  }
}

/** @param {AsyncIterable<Uint8Array>} stream @param {string} name @param {import('./context.js').Context} context */
async function* workbooksRefused(stream, name, context) {
  let first = true;
  for await (const chunk of stream) {
    const [a, b, c, d] = chunk;
    const isWorkbook =
      (a === 0x50 && b === 0x4b && c === 3 && d === 4) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0);
    if (first && isWorkbook) throw unusable('input/excel', name, context);
    first = false;
    yield chunk;
  }
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
  const begins = Buffer.from(start.subarray(0, PROBE)).toString('latin1');
  if (begins.includes('\0')) throw unusable('input/binary', name, context);
  if (!isTable || !JSON_START.test(begins)) return;
  throw unusable(isNdjson(name) ? 'input/json_lines' : 'input/json', name, context);
}

/** What a file is called to people. @param {string} file @param {import('./context.js').Context} context */
export const nameOf = (file, context) => (file === STDIN ? context.word('stdin') : file);

/** @param {string} code @param {string} file @param {import('./context.js').Context} context */
function unusable(code, file, context) {
  return new Failure('unusable-file', { file: nameOf(file, context), cause: text(code, {}, context.language) });
}

/** @param {any} error @param {string} file */
function readable(error, file) {
  if (error instanceof Failure || error instanceof KehuError) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new Failure('missing-file', { file });
  return new Failure('cannot-read', { file, cause: error.code ?? error.message });
}
