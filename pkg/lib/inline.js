/**
 * The entry that carries the module within itself: for Node, and for tools that copy no assets.
 * Where there is no window it starts by itself at the first call; browsers forbid compiling at once on the main thread.
 */
import base64 from '../dist/wasm-base64.js';
import { makeApi } from './api.js';

export { KehuError } from './error.js';
export { decodeCsv } from './transcode.js';

/** @returns {Uint8Array} */
function moduleBytes() {
  if (typeof Buffer === 'function') return Buffer.from(base64, 'base64');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const hasWindow = () => typeof window !== 'undefined' && typeof document !== 'undefined';

export const {
  init,
  initSync,
  createEngine,
  normalize,
  normalizeMany,
  normalizeLines,
  presets,
  preset,
  reasonText,
  version,
  schema,
} = /* @__PURE__ */ makeApi({
  load: (input) => input ?? moduleBytes(),
  sync: () => (hasWindow() ? null : moduleBytes()),
});
