/**
 * The entry without a module and without data: the caller passes the module to `init` or `initSync`, and the data packs
 * that its records need to `loadPacks`.
 */
import { makeApi } from './api.js';
import { KehuError } from './error.js';

export { loadPacks } from './engine-runtime.js';
export { decodeCsv } from './transcode.js';
export { KehuError };

/** @param {any} input */
function given(input) {
  if (input === undefined) throw new KehuError('engine/not_initialized');
  return input;
}

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
} = /* @__PURE__ */ makeApi({ load: given });
