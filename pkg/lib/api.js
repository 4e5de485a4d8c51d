import { Engine } from './engine.js';
import { normalizeColumns } from './many.js';
import { bytes, list, plain, plainRecord, string, strings } from './plain.js';
import { call, isReady, start, startSync } from './runtime.js';
import { makeSchema } from './schema.js';

/**
 * Where an entry gets the WebAssembly module from: `sync` where the host allows that, `load` otherwise.
 * @typedef {{load: (input?: any) => any, sync?: () => WebAssembly.Module | BufferSource | null}} ModuleOrigin
 */

/**
 * The public functions, bound to one way of getting the module. All entries share them.
 * @param {ModuleOrigin} origin
 */
export function makeApi(origin) {
  /** Loads the module; more calls are free. @param {any} [input] a module, its bytes, a response or an address */
  const init = async (input) => {
    if (!startHere(origin)) await start(() => origin.load(input));
  };
  /** @template T @param {(core: import('./runtime.js').Core) => T} action @returns {T} */
  const use = (action) => {
    startHere(origin);
    return call(action);
  };
  /** Opens an engine; loads the module first where that has not happened. @param {any} [options] */
  const createEngine = async (options = {}) => {
    await init(options.module);
    return openEngine(use, options);
  };
  return { init, initSync: startSync, createEngine, ...makeFunctions(use), schema: makeSchema(init, use) };
}

/** Starts without waiting where the entry can. @param {ModuleOrigin} origin @returns {boolean} whether calls can be made */
function startHere(origin) {
  if (isReady()) return true;
  const module = origin.sync?.();
  if (module) startSync(module);
  return isReady();
}

/** @typedef {<T>(action: (core: import('./runtime.js').Core) => T) => T} Use */

/** @param {Use} use */
function makeFunctions(use) {
  return {
    /** The canonical form of one value. @param {string} kind @param {unknown} input @param {object} [context] */
    normalize(kind, input, context) {
      const settings = context && plainRecord(context, 'context');
      return use((core) => core.normalize(string(kind, 'kind'), asText(input, 'input'), settings));
    },
    /** The canonical forms of a list of values, as columns. @param {string} kind @param {unknown[]} inputs
     *  @param {{parts?: string[]} & object} [options] */
    normalizeMany(kind, inputs, { parts = [], ...context } = {}) {
      const settings = plainRecord(context, 'options');
      const name = string(kind, 'kind');
      const texts = list(inputs, 'inputs').map((input, index) => asText(input, `inputs[${index}]`));
      return normalizeColumns(texts, strings(parts, 'parts'), (text, lengths, names) =>
        use((core) => core.normalizeMany(name, text, lengths, names, settings)),
      );
    },
    /** Many values, one a line, answered by one JSON object a line. @param {string} kind @param {Uint8Array | string} lines
     *  @param {{jsonl?: boolean} & object} [options] */
    normalizeLines(kind, lines, { jsonl = false, ...context } = {}) {
      const settings = plainRecord(context, 'options');
      return use((core) => core.normalizeLines(string(kind, 'kind'), bytes(lines, 'lines'), Boolean(jsonl), settings));
    },
    /** The names of the rulesets that come with the package. */
    presets: () => use((core) => core.presets()),
    /** The JSON text of one of them. @param {string} name */
    preset: (name) => use((core) => core.preset(string(name, 'name'))),
    /** A reason in words. @param {object} reason @param {'zh' | 'en'} [language] */
    reasonText: (reason, language = 'zh') => use((core) => core.reasonText(plainRecord(reason, 'reason'), language)),
    /** The version of the engine. */
    version: () => use((core) => core.version()),
  };
}

/** Numbers are taken as typed, `null` and `undefined` as empty. @param {unknown} input @param {string} path */
function asText(input, path) {
  if (input === null || input === undefined) return '';
  return typeof input === 'number' || typeof input === 'bigint' ? String(input) : string(input, path);
}

/** @param {Use} use @param {any} options */
async function openEngine(use, { ruleset = 'b2b-cn', language, mode, snapshot, journal, store, recovery }) {
  const kept = store ? await store.load() : { snapshot, frames: journal ? [bytes(journal, 'journal')] : [] };
  const engine = new Engine({
    ruleset: rulesetText(use, ruleset),
    // Without recovery and store nobody reads the journal, and writing it costs time and memory.
    options: /** @type {object} */ (plain({ language, mode, journal: recovery !== false || Boolean(store) })),
    snapshot: kept.snapshot ? bytes(kept.snapshot, 'snapshot') : null,
    frames: kept.frames,
    recovery,
  });
  store?.attach(engine);
  return engine;
}

/** JSON text of a ruleset given by preset name, as text or as an object. @param {Use} use @param {unknown} ruleset */
export function rulesetText(use, ruleset) {
  if (typeof ruleset !== 'string') return JSON.stringify(plainRecord(ruleset, 'ruleset'));
  return ruleset.trimStart().startsWith('{') ? ruleset : use((core) => core.preset(ruleset));
}
