/** The engine's own frames, of which each commit is one or several (docs/format.md). */
const HEADER = 16;
/** The bit of the length that frames of version 1 lack. */
const LATER = 0x80000000;
/** What spreads a checksum. */
const SPREAD = { low: 0x7f4a7c15, high: 0x9e3779b9 };

/** @typedef {{at: number, end: number, sequence: bigint}} EngineFrame */

/**
 * The frames from here to there by their lengths; null where those do not lead there.
 * @param {DataView} view @param {number} at @param {number} end
 */
export function engineFrames(view, at, end) {
  /** @type {EngineFrame[]} */
  const frames = [];
  for (let next = at; next !== end; ) {
    if (next + HEADER > end) return null;
    const frame = {
      at: next,
      end: next + HEADER + (view.getUint32(next, true) & ~LATER),
      sequence: view.getBigUint64(next + 8, true),
    };
    frames.push(frame);
    next = frame.end;
  }
  return frames.length > 0 ? frames : null;
}

/**
 * How many of a journal's commits can be read, and whether what follows was safe once: a whole one is among it. What a crash tore
 * has none behind it.
 * @param {unknown[]} commits
 */
export function readCommits(commits) {
  let read = { first: 0n, last: 0n };
  const whole = commits.map(wholeFrames);
  const bad = whole.findIndex((frames) => {
    const next = frames?.reduce(follow, read);
    if (next) read = next;
    return !next;
  });
  const count = bad < 0 ? commits.length : bad;
  return { count, isDamaged: whole.slice(count).some((frames) => frames !== null) };
}

/** The frames of a commit, if all of them are as they were written. @param {unknown} commit */
function wholeFrames(commit) {
  if (!(commit instanceof Uint8Array)) return null;
  const view = new DataView(commit.buffer, commit.byteOffset, commit.byteLength);
  const frames = engineFrames(view, 0, commit.length);
  return frames?.every((frame) => isWhole(view, frame)) ? frames : null;
}

/** Version 1 has another checksum, which the engine knows. @param {DataView} view @param {EngineFrame} frame */
const isWhole = (view, { at, end }) =>
  (view.getUint32(at, true) & LATER) === 0 || checksum(view, at, end) === view.getUint32(at + 4, true);

/**
 * The numbers read so far, with the next: the one after the last, 1 where another engine went on, or one that was there before. The
 * first may be any. @param {{first: bigint, last: bigint} | undefined} read @param {EngineFrame} frame
 */
function follow(read, { sequence }) {
  if (!read) return undefined;
  if (read.last === 0n || sequence === 1n) return { first: sequence, last: sequence };
  if (sequence === read.last + 1n) return { ...read, last: sequence };
  return sequence >= read.first && sequence <= read.last ? read : undefined;
}

/** A checksum of 64 bits, in halves that numbers hold exactly; of it the upper half is kept. */
class Sum {
  #low = 0;
  #high = 0;

  /** @param {number} low @param {number} high */
  take(low, high) {
    this.#spread(this.#low ^ low, this.#high ^ high);
    this.#low ^= this.#high;
  }

  end() {
    this.#spread(this.#low, this.#high);
    return this.#high >>> 0;
  }

  /** The product with 0x9e3779b97f4a7c15. @param {number} low @param {number} high */
  #spread(low, high) {
    this.#low = Math.imul(low, SPREAD.low);
    this.#high = (Math.imul(low, SPREAD.high) + Math.imul(high, SPREAD.low) + upperHalf(low, SPREAD.low)) | 0;
  }
}

/** The upper half of a product, by quarters. @param {number} a @param {number} b */
function upperHalf(a, b) {
  const [low, high] = [a & 0xffff, a >>> 16];
  const [right, left] = [b & 0xffff, b >>> 16];
  const middle = high * right + ((low * right) >>> 16);
  return high * left + (middle >>> 16) + ((low * left + (middle & 0xffff)) >>> 16);
}

/** @param {DataView} view @param {number} at @param {number} end */
function checksum(view, at, end) {
  const sum = new Sum();
  const start = at + HEADER;
  sum.take(view.getUint32(at + 8, true), view.getUint32(at + 12, true));
  sum.take(end - start, 0);
  let next = start;
  for (; next + 8 <= end; next += 8) sum.take(view.getUint32(next, true), view.getUint32(next + 4, true));
  for (; next < end; next += 1) sum.take(view.getUint8(next), 0);
  return sum.end();
}
