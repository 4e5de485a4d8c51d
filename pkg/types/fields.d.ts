import type { ModuleSource } from './index.js';

export {
  KehuError,
  type Kind,
  type NormalizeContext,
  type Normalized,
  type NormalizedColumns,
  normalize,
  normalizeLines,
  normalizeMany,
  type Reason,
  reasonText,
  type StandardSchema,
  schema,
  version,
} from './index.js';

/**
 * Loads the module: `kehu/fields_bg.wasm` with every kind of field, which browsers and bundlers find by themselves, or
 * `kehu/keys_bg.wasm` with phone, email and social credit code alone.
 */
export function init(module?: ModuleSource): Promise<void>;

/** As `init`, at once, from a compiled module or its bytes. */
export function initSync(module: WebAssembly.Module | BufferSource): void;

/**
 * Makes data packs usable, such as the default export of `kehu/packs/region`. Call it before the first value is
 * processed. What needs a pack that was not loaded is `suspect` with the reason `pack/missing`.
 *
 * @throws KehuError `pack/invalid` for anything but a pack of this version, `pack/late` once answers were given without it
 */
export function loadPacks(...packs: string[]): void;
