import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { Failure } from './failure.js';

/** Where results go. A file appears under its name only when it is complete; `-` or nothing is standard output. */
export class Output {
  #file;
  #stream;
  #aside;

  /** @param {string | undefined} file @param {import('./context.js').Context} context */
  constructor(file, context) {
    this.#file = file === '-' ? undefined : file;
    this.#aside = `${this.#file}.part`;
    this.#stream = this.#file ? createWriteStream(this.#aside) : context.stdout;
    this.#stream.on('error', () => {}); // met again by whoever awaits
  }

  /** Opens the place, and the folder around it. @param {string | undefined} file @param {import('./context.js').Context} context */
  static async open(file, context) {
    if (file && file !== '-') await makeFolder(dirname(resolve(file)), file);
    const output = new Output(file, context);
    if (output.#file) await output.#guarded(() => once(output.#stream, 'open'));
    return output;
  }

  /** Writes, as fast as the reader takes it. @param {Uint8Array | string} chunk */
  async write(chunk) {
    if (chunk.length === 0) return;
    await this.#guarded(async () => {
      if (!this.#stream.write(chunk)) await once(this.#stream, 'drain');
    });
  }

  /** Completes the file. */
  async close() {
    if (!this.#file) return;
    await this.#guarded(async () => {
      this.#stream.end();
      await finished(this.#stream);
      await rename(this.#aside, /** @type {string} */ (this.#file));
    });
  }

  /** Takes an incomplete file away. */
  async discard() {
    if (!this.#file) return;
    this.#stream.destroy();
    await rm(this.#aside, { force: true });
  }

  /** @param {() => Promise<unknown>} action */
  async #guarded(action) {
    try {
      await action();
    } catch (error) {
      if (!this.#file) throw error;
      throw new Failure('cannot-write', { file: this.#file, cause: error.code ?? error.message });
    }
  }
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

/** Refuses an output that is one of the inputs. @param {string | undefined} output @param {string[]} inputs */
export function assertApart(output, inputs) {
  const clash = output && inputs.find((input) => resolve(input) === resolve(output));
  if (clash) throw new Failure('same-file', { file: clash });
}

/** @param {string} folder @param {string} file */
async function makeFolder(folder, file) {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw new Failure('cannot-write', { file, cause: error.code ?? error.message });
  });
}
