import { Engine } from './engine.js';
import * as runtime from './engine-runtime.js';
import { said } from './error.js';
import { makeFieldApi } from './field-api.js';
import { ENGINE_OPTIONS } from './methods.js';
import { bytes, documentText, having, options, plain, string } from './plain.js';

/**
 * The public functions, bound to one way of getting the module. All entries of the engine share them.
 * @param {import('./field-api.js').ModuleOrigin} origin
 */
export function makeApi(origin) {
  const { use, ...api } = makeFieldApi(runtime, origin);
  /** Opens an engine; loads the module first where that has not happened. @param {any} [given] */
  const createEngine = async (given) => {
    try {
      const wanted = options(given, ENGINE_OPTIONS);
      await api.init(wanted.module);
      return await openEngine(use, wanted);
    } catch (error) {
      throw said(error, given?.language);
    }
  };
  return {
    ...api,
    createEngine,
    /** The names of the rulesets that come with the package. */
    presets: () => use((core) => core.presets()),
    /** The JSON text of one of them. @param {string} name */
    preset: (name) => use((core) => core.preset(string(name, 'name'))),
  };
}

/** @typedef {import('./field-api.js').Use} Use */

/** @param {Use} use @param {any} options */
async function openEngine(use, { ruleset = 'b2b-cn', language, mode, links, snapshot, journal, store, recovery }) {
  if (store) having(store, ['load', 'attach'], 'a store', 'store');
  const kept = store ? await store.load() : { snapshot, frames: journal ? [bytes(journal, 'journal')] : [] };
  const engine = new Engine({
    ruleset: rulesetText(use, ruleset, language),
    // Without recovery and store nobody reads the journal, and writing it costs time and memory.
    options: /** @type {{language?: 'zh' | 'en'}} */ (
      plain({ language, mode, links, journal: recovery !== false || Boolean(store) })
    ),
    snapshot: kept.snapshot ? bytes(kept.snapshot, 'snapshot') : null,
    frames: kept.frames,
    recovery,
  });
  try {
    store?.attach(engine);
  } catch (error) {
    engine.free();
    throw error;
  }
  return engine;
}

/** JSON text of a ruleset given by preset name, as text or as an object. @param {Use} use @param {unknown} ruleset @param {unknown} [language] */
export function rulesetText(use, ruleset, language) {
  const given = documentText(ruleset);
  return given.trimStart().startsWith('{') ? given : use((core) => core.preset(given, language));
}
