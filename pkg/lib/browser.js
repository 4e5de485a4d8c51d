/** The entry for browsers and bundlers: the module is a file beside this one, fetched and compiled as it arrives. */
import { makeApi } from './api.js';

export { KehuError } from './error.js';
export { decodeCsv } from './transcode.js';

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
} = /* @__PURE__ */ makeApi({ load: (input) => input ?? new URL('../dist/kehu_bg.wasm', import.meta.url) });
