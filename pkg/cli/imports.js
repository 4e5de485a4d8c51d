import { open, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { KehuError } from '../lib/error.js';
import { createEngine } from '../lib/inline.js';
import { Failure, inOneLine } from './failure.js';
import { holdsLines, nameOf, STDIN, textOf } from './input.js';
import { isNoFile, writeAll } from './output.js';

/** How a file of rejects begins. */
const REJECTS = Buffer.from('line,reason,raw');

/** Opens an engine for a command. @param {import('./context.js').Context} context @param {string} ruleset @param {object} [options] */
export const openEngine = (context, ruleset, options = {}) =>
  createEngine({ ruleset, language: context.language, recovery: false, ...options });

/**
 * Imports one file and says so.
 * @param {any} engine
 * @param {string} file
 * @param {{kind?: 'records' | 'events', [name: string]: unknown}} options of `beginImport`
 * @param {import('./context.js').Context} context
 * @returns {Promise<{report: any, rejects: Uint8Array}>}
 */
export async function importFile(engine, file, options, context) {
  const isLines = await holdsLines(file, context);
  const { kind = 'records' } = options;
  const job = engine.beginImport({ source: bareName(file), format: isLines ? 'ndjson' : 'csv', ...options });
  try {
    const report = await job.run(textOf(file, context, !isLines), {
      onProgress: (/** @type {any} */ step) => context.progress.show(step),
    });
    if (report.repeated > 0)
      context.say(`said-repeated-${kind}`, { file: nameOf(file, context), repeated: report.repeated });
    return { report, rejects: report.rejected > 0 ? engine.rejects() : new Uint8Array(0) };
  } catch (error) {
    throw about(error, file, context);
  }
}

/** Writes the rows that could not be read next to the output. @param {{rejected: number, rejects: Uint8Array[]}} bad
 *  @param {{output?: string, rejects?: string}} values @param {import('./context.js').Context} context */
export async function keepRejects({ rejected, rejects }, values, context) {
  const file = values.rejects ?? (await rejectsBeside(values.output));
  if (rejected === 0) return file && forgetRejects(file);
  if (!file) return context.say('said-rejected-nowhere', { rejected });
  await writeAll(file, context, Buffer.concat(rejects.map((part, index) => (index > 0 ? withoutHeader(part) : part))));
  context.say('said-rejected', { rejected, file });
}

/** Those of an earlier run are not this one's. What is no file of rejects stays. @param {string} file */
async function forgetRejects(file) {
  const found = (await isNoFile(file)) ? undefined : await open(file).catch(() => undefined);
  if (!found) return;
  const { buffer } = await found.read(Buffer.alloc(REJECTS.length)).finally(() => found.close());
  if (buffer.equals(REJECTS)) await rm(file, { force: true });
}

/** `out.csv` → `out.rejects.csv`; beside a pipe or a device lies nothing. @param {string | undefined} output */
export async function rejectsBeside(output) {
  if (!output || output === '-' || (await isNoFile(output))) return undefined;
  return `${output.slice(0, output.length - extname(output).length)}.rejects.csv`;
}

/** A file's name, which is that of its source where nothing else is said. @param {string} file */
const bareName = (file) => (file === STDIN ? 'stdin' : basename(file, extname(file)));

/**
 * The source of each of several files: its name, but where two bear the same one, lest they overwrite each other, its path.
 * @param {string[]} files
 */
export function sourcesOf(files) {
  const bare = (/** @type {string} */ file) => file.slice(0, file.length - extname(file).length);
  /** @param {string} file @param {(file: string) => string} name */
  const isOne = (file, name) => files.every((other) => other === file || name(other) !== name(file));
  return files.map((file) => {
    if (isOne(file, bareName)) return bareName(file);
    return isOne(file, bare) ? bare(file) : file;
  });
}

/** Errors about a column or the content name the file. @param {any} error @param {string} file
 *  @param {import('./context.js').Context} context */
export function about(error, file, context) {
  if (!(error instanceof KehuError) || error.retryable) return error;
  return new Failure('about-file', { file: nameOf(file, context), cause: inOneLine(error, context.language) });
}

/** How many rows a CSV text has below its header; a line end within quotes is none. @param {Uint8Array} csv */
export function rowsOf(csv) {
  let quoted = false;
  let rows = -1;
  for (const byte of csv) {
    if (byte === 0x22) quoted = !quoted;
    if (byte === 0x0a && !quoted) rows += 1;
  }
  return Math.max(0, rows);
}

/** @param {Uint8Array} csv */
const withoutHeader = (csv) => csv.subarray(csv.indexOf(0x0a) + 1);
