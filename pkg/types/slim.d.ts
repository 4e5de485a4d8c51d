import type { Engine, EngineOptions, ModuleSource } from './index.js';

export * from './index.js';

/** Loads the module, which this entry does not bring. */
export function init(module: ModuleSource): Promise<void>;

/**
 * Makes data packs usable, such as the default export of `kehu/packs/region`. Call it before the first value is
 * processed. What needs a pack that was not loaded is `suspect` with the reason `pack/missing`.
 *
 * @throws KehuError `pack/invalid` for anything but a pack of this version, `pack/late` once answers were given without it
 */
export function loadPacks(...packs: string[]): void;

/** Opens an engine; needs `module` unless `init` or `initSync` was called. */
export function createEngine(options?: EngineOptions): Promise<Engine>;
