/** The entry without a module: the caller passes it to `init` or `initSync`. */
import { makeApi } from './api.js';
import { KehuError } from './error.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** @param {any} input */
function given(input) {
  if (input === undefined) throw new KehuError('engine/not_initialized');
  return input;
}

export const { init, initSync, createEngine, normalize, normalizeLines, presets, preset, reasonText, version, schema } =
  /* @__PURE__ */ makeApi({ load: given });
