/**
 * The entry without a module and without data: the caller passes the module to `init` or `initSync`, and the data packs
 * that its records need to `loadPacks`.
 */
import { makeApi } from './api.js';
import * as runtime from './engine-runtime.js';
import { KehuError } from './error.js';
import { string } from './plain.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** Makes data packs usable, before the first value is processed. @param {...string} packs */
export function loadPacks(...packs) {
  runtime.loadPacks(packs.map((pack, index) => string(pack, `packs[${index}]`)));
}

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
