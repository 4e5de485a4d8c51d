/** Frames are folded into a fresh snapshot once they outgrow it; below this size it is not worth the time. */
const FOLD_FROM = 4 << 20;
/** ... nor with so few of them: one large import is as good as a snapshot. */
const FOLD_COUNT = 64;

/** @typedef {import('./runtime.js').Core} Core */
/** @typedef {{ruleset: string, options: {language?: 'zh' | 'en'}, snapshot?: Uint8Array | null, frames?: Uint8Array[], recovery?: boolean}} Recipe */

/**
 * All that is needed to build an engine again: the ruleset, the last snapshot, and what was committed since.
 */
export class Recovery {
  #ruleset;
  #options;
  /** @type {Uint8Array | null} */
  #snapshot;
  /** @type {Uint8Array[]} */
  #frames;
  #framesSize;
  #keeps;

  /** @param {Recipe} recipe */
  constructor({ ruleset, options, snapshot = null, frames = [], recovery = true }) {
    this.#ruleset = ruleset;
    this.#options = options;
    this.#snapshot = snapshot;
    this.#frames = [...frames];
    this.#framesSize = frames.reduce((size, frame) => size + frame.length, 0);
    this.#keeps = recovery;
  }

  /** The language of texts and errors. */
  get language() {
    return this.#options.language;
  }

  /** Builds the engine in the state that was last committed. @param {Core} core */
  build(core) {
    const engine = this.#snapshot
      ? core.Engine.restore(this.#snapshot, this.#options)
      : new core.Engine(this.#ruleset, this.#options);
    for (const frame of this.#frames) engine.replay(frame);
    engine.takeJournal(); // what was replayed is committed already
    if (!this.#keeps) this.#forget();
    return engine;
  }

  /**
   * Keeps what was just committed.
   * @param {Uint8Array} frame
   * @param {() => Uint8Array} takeSnapshot
   */
  keep(frame, takeSnapshot) {
    if (!this.#keeps) return;
    this.#frames.push(frame);
    this.#framesSize += frame.length;
    const outgrown = this.#framesSize > Math.max(FOLD_FROM, this.#snapshot?.length ?? 0);
    if (outgrown && this.#frames.length >= FOLD_COUNT) this.fold(takeSnapshot());
  }

  /** Keeps nothing of what was before. @param {() => Uint8Array} takeSnapshot */
  renew(takeSnapshot) {
    if (this.#keeps) this.fold(takeSnapshot());
  }

  /** Replaces all that is kept by a snapshot of the present state. @param {Uint8Array} snapshot */
  fold(snapshot) {
    if (!this.#keeps) return;
    this.#snapshot = snapshot;
    this.#frames = [];
    this.#framesSize = 0;
  }

  #forget() {
    this.#snapshot = null;
    this.#frames = [];
  }
}
