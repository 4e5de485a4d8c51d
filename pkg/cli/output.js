import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { Failure } from './failure.js';
import { STDIN } from './input.js';

/**
 * Where results go. A file appears under its name only when it is complete; what is no file, such as a pipe or `/dev/null`,
 * is written to as it is; `-` or nothing is standard output.
 */
export class Output {
  #file;
  #stream;
  #aside;
  #goesOn = false;
  #unread = false;

  /**
   * @param {import('node:stream').Writable} stream
   * @param {string} [file] the name to tell
   * @param {Aside} [aside] where a file grows until it is complete
   */
  constructor(stream, file, aside) {
    this.#stream = stream;
    this.#file = file;
    this.#aside = aside;
    this.#stream.on('error', () => {}); // met again by whoever awaits
  }

  /** Standard output: where a reader that leaves early ends the work, unless more is to come of it.
   *  @param {import('./context.js').Context} context */
  static standard(context) {
    const output = new Output(context.stdout);
    output.#goesOn = context.goesOn;
    return output;
  }

  /** Opens the place, and the folder around it. @param {string | undefined} file @param {import('./context.js').Context} context */
  static async open(file, context) {
    if (!file || file === '-') return Output.standard(context);
    await makeFolder(dirname(resolve(file)), file);
    const aside = await asideOf(file);
    const output = new Output(createWriteStream(aside?.from ?? file), file, aside);
    if (aside) takenAwayWhenStopped(aside.from);
    await output.#guarded(() => once(output.#stream, 'open'));
    return output;
  }

  /** Writes, as fast as the reader takes it. @param {Uint8Array | string} chunk */
  async write(chunk) {
    if (chunk.length === 0 || this.#unread) return;
    await this.#guarded(
      () =>
        new Promise((done, fail) => {
          this.#stream.write(chunk, (error) => (error ? fail(error) : done(undefined)));
        }),
    );
  }

  /** Completes the file. */
  async close() {
    if (!this.#file) return;
    await this.#guarded(async () => {
      this.#stream.end();
      await finished(this.#stream);
      if (this.#aside) await rename(this.#aside.from, this.#aside.to);
    });
    unfinished.delete(this.#aside?.from);
  }

  /** Takes an incomplete file away. */
  async discard() {
    if (!this.#file) return;
    this.#stream.destroy();
    if (this.#aside) await rm(this.#aside.from, { force: true });
    unfinished.delete(this.#aside?.from);
  }

  /** @param {() => Promise<unknown>} action */
  async #guarded(action) {
    try {
      await action();
    } catch (error) {
      this.#unread = !this.#file && error.code === 'EPIPE' && this.#goesOn;
      if (this.#unread) return;
      if (!this.#file) throw error;
      throw new Failure('cannot-write', { file: this.#file, cause: error.code ?? error.message });
    }
  }
}

/** Whether writing there is writing to a pipe or a device, beside which nothing can lie. @param {string} file */
export async function isNoFile(file) {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** @typedef {{from: string, to: string}} Aside */

/** A link stays one, and what is no file would be taken away by renaming. @param {string} file @returns {Promise<Aside | undefined>} */
async function asideOf(file) {
  if (await isNoFile(file)) return undefined;
  const to = await realpath(file).catch(() => file);
  // The name is this process's own: a file of the user, or of another run, is not to be written over.
  return { from: `${to}.${process.pid}.part`, to };
}

/** What grows aside just now. @type {Set<string | undefined>} */
const unfinished = new Set();

/** Leaves nothing behind when somebody stops the command. @param {string} file */
function takenAwayWhenStopped(file) {
  unfinished.add(file);
  for (const signal of unfinished.size === 1 ? /** @type {const} */ (['SIGINT', 'SIGTERM']) : [])
    if (process.listenerCount(signal) === 0) process.once(signal, () => stop(signal));
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  for (const file of unfinished) rmSync(/** @type {string} */ (file), { force: true });
  process.kill(process.pid, signal);
}

/**
 * Writes a file through `fill`; nothing is left behind when that fails.
 * @param {string | undefined} file
 * @param {import('./context.js').Context} context
 * @param {(output: Output) => Promise<void>} fill
 */
export async function writeOutput(file, context, fill) {
  const output = await Output.open(file, context);
  try {
    await fill(output);
    await output.close();
  } catch (error) {
    await output.discard();
    throw error;
  }
}

/** Writes bytes or text as a whole. @param {string | undefined} file @param {import('./context.js').Context} context @param {Uint8Array | string} content */
export const writeAll = (file, context, content) => writeOutput(file, context, (output) => output.write(content));

/** A file that is read or written, and of which kind. @typedef {{file: string, kind: string}} Place */

/**
 * Refuses an output that is one of the inputs, but for one of its own kind, or that another output goes to as well. Where links
 * lead is what counts.
 * @param {Place[]} outputs
 * @param {Place[]} inputs
 */
export async function assertApart(outputs, inputs) {
  const files = inputs.filter(({ file }) => file !== STDIN);
  const read = await Promise.all(files.map(async ({ file, kind }) => ({ kind, place: await placeOf(file) })));
  const written = new Set();
  for (const { file, kind } of outputs) {
    if (file !== '-' && (await isNoFile(file))) continue;
    const place = await placeOf(file);
    if (read.some((input) => input.place === place && input.kind !== kind)) throw new Failure('same-file', { file });
    if (written.has(place)) throw new Failure('same-output', { file });
    written.add(place);
  }
}

/** @param {string} file */
const placeOf = (file) => (file === '-' ? file : realpath(file).catch(() => resolve(file)));

/** @param {string} folder @param {string} file */
async function makeFolder(folder, file) {
  await makeFolders(folder).catch((error) => {
    throw new Failure('cannot-write', { file, cause: error.code ?? error.message });
  });
}

/** Makes a folder and those it is to lie in. What Node does of itself never ends where the system lets nobody make folders, as
 *  in `/proc`. @param {string} folder @returns {Promise<void>} */
async function makeFolders(folder) {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const around = dirname(folder);
  if (around !== folder) await makeFolders(around);
  await mkdir(folder).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
