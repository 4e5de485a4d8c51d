import type { Engine, EngineOptions, ModuleSource } from './index.js';

export * from './index.js';

/** Loads the module, which this entry does not bring. */
export function init(module: ModuleSource): Promise<void>;

/** Opens an engine; needs `module` unless `init` or `initSync` was called. */
export function createEngine(options?: EngineOptions): Promise<Engine>;
