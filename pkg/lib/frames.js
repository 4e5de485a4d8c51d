import { engineFrames } from './engine-frames.js';

/** Frames in a file: length and checksum, four bytes each, little-endian, then the bytes. */
const HEADER = 8;

/** The bytes of one frame. @param {Uint8Array} payload */
export function frameOf(payload) {
  const frame = new Uint8Array(HEADER + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, checksum(payload), true);
  frame.set(payload, HEADER);
  return frame;
}

/**
 * The whole frames at the start of a file, and how long they are together; what follows was torn by a crash.
 * @param {Uint8Array} file
 */
export function readFrames(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  /** @type {Uint8Array[]} */
  const frames = [];
  let at = 0;
  while (at + HEADER <= file.length) {
    const payload = file.subarray(at + HEADER, at + HEADER + view.getUint32(at, true));
    if (payload.length !== view.getUint32(at, true) || checksum(payload) !== view.getUint32(at + 4, true)) break;
    frames.push(payload);
    at += HEADER + payload.length;
  }
  return { frames, length: at };
}

/**
 * Whether whole frames stand behind the damage at the start of what follows the last whole frame. A crash tears the last frame
 * only, which nobody was told of; what has others behind it was safe once.
 * @param {Uint8Array} rest
 */
export function hasFrames(rest) {
  const view = new DataView(rest.buffer, rest.byteOffset, rest.byteLength);
  for (let at = 1; at + HEADER < rest.length; at += 1) {
    if (mayBegin(view, at) && readFrames(rest.subarray(at)).frames.length > 0) return true;
  }
  return false;
}

/**
 * Whether a frame may begin here, as far as lengths tell, its own and those of the engine's frames in it: asked first, for it is
 * quicker than a checksum. @param {DataView} view @param {number} at
 */
function mayBegin(view, at) {
  const end = at + HEADER + view.getUint32(at, true);
  return end <= view.byteLength && engineFrames(view, at + HEADER, end) !== null;
}

/** FNV-1a, 32 bit (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv). @param {Uint8Array} bytes */
function checksum(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
