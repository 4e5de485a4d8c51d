import { word } from './words.js';

const EVERY_MS = 100;

/** A line on the error stream that says how far the work is: on a terminal, or where asked for. */
export class Progress {
  #stream;
  #language;
  #shows;
  #shown = false;
  #next = 0;

  /** @param {NodeJS.WriteStream} stream @param {import('./words.js').Language} language @param {boolean} forced */
  constructor(stream, language, forced) {
    this.#stream = stream;
    this.#language = language;
    this.#shows = forced || Boolean(stream.isTTY);
  }

  /** Shows a step, though not more often than eyes can follow. @param {{stage: string, done: number, total: number}} step */
  show({ stage, done, total }) {
    const now = performance.now();
    if (!this.#shows || now < this.#next) return;
    this.#next = now + EVERY_MS;
    this.#write(`${word(`stage-${stage}`, this.#language)} ${total > 0 ? `${done}/${total}` : done}`);
  }

  /** Makes room for another line. */
  clear() {
    if (this.#shown && this.#stream.isTTY) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }

  /** @param {string} line */
  #write(line) {
    this.#stream.write(this.#stream.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    this.#shown = true;
  }
}
