/**
 * A WebAssembly instance: loading it, calling into it, and replacing it after a crash.
 */
import { isCoded, KehuError } from './error.js';
import { string } from './plain.js';

/** @typedef {typeof import('../dist/core.js')} Core */
/** @typedef {ReturnType<typeof makeRuntime>} Runtime */
/** What a WebAssembly module can be made of. @typedef {WebAssembly.Module | BufferSource | Response | URL | string | Promise<Response>} ModuleSource */

/**
 * The one instance that a module graph has of a glue.
 * @param {any} core the functions that `wasm-bindgen` made
 */
export function makeRuntime(core) {
  let ready = false;
  /** @type {Promise<void> | null} */
  let starting = null;
  let generation = 0;
  /** The texts of the data packs that the caller wants; every new instance needs them again. @type {string[]} */
  let packs = [];

  /** Whether calls can be made. */
  const isReady = () => ready;

  /** Counts the instances; what was made in an earlier generation no longer exists. */
  const currentGeneration = () => generation;

  /**
   * Loads the instance; once is enough, and callers that come while it loads share the one load.
   * @param {() => ModuleSource | Promise<ModuleSource>} source
   * @returns {Promise<void>}
   */
  function start(source) {
    if (ready) return Promise.resolve();
    starting ??= load(source).finally(() => (starting = null));
    return starting;
  }

  /** Makes the instance at once, from a compiled module or its bytes. @param {WebAssembly.Module | BufferSource} module */
  function startSync(module) {
    if (ready) return;
    try {
      core.initSync({ module });
      begin();
    } catch (cause) {
      throw loadFailed(cause);
    }
  }

  /**
   * Makes data packs usable that the module was built without, before the first value is processed: now, or as soon as
   * the module is there.
   * @param {...string} texts
   */
  function loadPacks(...texts) {
    for (const [index, text] of texts.entries()) string(text, `packs[${index}]`);
    if (ready) call((engine) => texts.forEach(engine.loadPack));
    packs = [...packs, ...texts];
  }

  function begin() {
    packs.forEach(core.loadPack);
    ready = true;
  }

  /**
   * Runs `action` on the instance. Errors of the engine arrive as `KehuError`; anything else (a trap, a stack
   * overflow, a panic) leaves the instance in doubt, so it is replaced and the caller may try again.
   * @template T
   * @param {(core: Core) => T} action
   * @returns {T}
   */
  function call(action) {
    if (!ready) throw new KehuError('engine/not_initialized');
    try {
      return action(core);
    } catch (error) {
      throw translate(error);
    }
  }

  /** @param {any} error */
  function translate(error) {
    if (error instanceof KehuError) return error;
    return isCoded(error) ? coded(error) : replaceInstance(error);
  }

  /** @param {unknown} crash */
  function replaceInstance(crash) {
    generation += 1;
    try {
      core.__wbg_reset_state();
      begin();
    } catch (cause) {
      ready = false;
      return new KehuError('engine/unrecoverable', { cause });
    }
    return new KehuError('engine/crashed', { retryable: true, cause: crash });
  }

  /** @param {() => ModuleSource | Promise<ModuleSource>} source */
  async function load(source) {
    try {
      await core.default({ module_or_path: await opened(await source()) });
      begin();
    } catch (cause) {
      throw loadFailed(cause);
    }
  }

  return { isReady, currentGeneration, start, startSync, loadPacks, call };
}

/** The bytes of a file where the host has files and an address is one's: Node's `fetch` opens none. @param {any} source */
async function opened(source) {
  const isAddress = typeof source === 'string' || source instanceof URL;
  if (!isAddress || globalThis.document || /^(https?|data|blob):/.test(String(source))) return source;
  const files = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:fs/promises');
  return files ? files.readFile(/^file:/.test(String(source)) ? new URL(source) : source) : source;
}

/** An error that the engine raised on purpose. @param {any} error */
const coded = (error) => new KehuError(error.code, { message: error.message, path: error.path ?? '', cause: error });

/** @param {unknown} cause */
function loadFailed(cause) {
  if (cause instanceof KehuError) return cause;
  if (isCoded(cause)) return coded(cause);
  return new KehuError('engine/load_failed', { retryable: true, cause });
}
