import { readFile } from 'node:fs/promises';
import { preset, presets } from '../lib/inline.js';
import { Failure } from './failure.js';
import { Progress } from './progress.js';
import { word } from './words.js';

/** What every command works with: the language, the streams, and the user's common options. */
export class Context {
  /**
   * @param {import('./words.js').Language} language
   * @param {any} values
   * @param {Streams} streams
   * @param {boolean} goesOn whether the work goes on when nobody reads the result any more
   */
  constructor(language, values, { stdin, stdout, stderr }, goesOn) {
    this.language = language;
    this.values = values;
    this.goesOn = goesOn;
    this.stdin = stdin;
    this.stdout = stdout;
    this.stderr = stderr;
    this.progress = new Progress(stderr, language, Boolean(values.progress));
  }

  /** Tells the user something, on the error stream. @param {string} id @param {Record<string, unknown>} [params] */
  say(id, params) {
    this.progress.clear();
    this.stderr.write(`${word(id, this.language, params)}\n`);
  }

  /** A text in the user's language. @param {string} id */
  word(id) {
    return word(id, this.language);
  }

  /** The JSON text of the ruleset asked for: a file, else a preset. */
  async ruleset() {
    const name = this.values.ruleset ?? 'b2b-cn';
    if (presets().includes(name)) return preset(name);
    return JSON.stringify(
      await this.json(name, new Failure('no-preset', { ruleset: name, presets: presets().join(', ') })),
    );
  }

  /** The content of a JSON file. @param {string} file @param {Failure} [missing] */
  async json(file, missing = new Failure('missing-file', { file })) {
    const text = await readFile(file, 'utf8').catch((error) => {
      throw error.code === 'ENOENT'
        ? missing
        : new Failure('cannot-read', { file, cause: error.code ?? error.message });
    });
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      throw new Failure('bad-json', { file, cause: error.message.replace(/\s+/g, ' ') });
    }
  }
}

/** @typedef {{stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream}} Streams */
