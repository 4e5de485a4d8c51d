/**
 * The entry without an engine, for forms and edge functions that clean single values: its module is a third of the
 * engine's. Browsers and bundlers find the module by themselves; elsewhere it is passed to `init` or `initSync`. Data
 * packs are passed to `loadPacks`.
 */
import * as core from '../dist/fields-core.js';
import { makeFieldApi } from './field-api.js';
import { makeRuntime } from './runtime.js';

export { KehuError } from './error.js';

const runtime = /* @__PURE__ */ makeRuntime(core);

export const { loadPacks } = runtime;

export const { init, initSync, normalize, normalizeMany, normalizeLines, reasonText, version, schema } =
  /* @__PURE__ */ makeFieldApi(runtime, {
    load: (input) => input ?? new URL('../dist/fields_bg.wasm', import.meta.url),
  });
