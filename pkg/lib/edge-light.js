/** The entry for edge runtimes that import compiled modules by `?module`: the host hands out the module compiled, so the first call starts the instance. */
import wasm from '../dist/kehu_bg.wasm?module';
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
} = /* @__PURE__ */ makeApi({ load: (input) => input ?? wasm, sync: () => wasm });
