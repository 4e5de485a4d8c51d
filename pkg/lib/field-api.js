import { contextOf } from './context.js';
import { said } from './error.js';
import { normalizeColumns } from './many.js';
import { bytes, list, plainRecord, string, wellFormed } from './plain.js';
import { makeSchema } from './schema.js';
import { howTo, normalizeOne } from './single.js';

/**
 * Where an entry gets the WebAssembly module from: `sync` where the host allows that, `load` otherwise.
 * @typedef {{load: (input?: any) => any, sync?: () => WebAssembly.Module | BufferSource | null}} ModuleOrigin
 */

/** @typedef {<T>(action: (core: import('./runtime.js').Core) => T) => T} Use */

/**
 * The public functions that need no engine, bound to one instance and one way of getting its module.
 * @param {import('./runtime.js').Runtime} runtime
 * @param {ModuleOrigin} origin
 */
export function makeFieldApi(runtime, origin) {
  /** Starts without waiting where the entry can; whether calls can be made. */
  const startHere = () => {
    const module = runtime.isReady() ? null : origin.sync?.();
    if (module) runtime.startSync(module);
    return runtime.isReady();
  };
  /** Loads the module; more calls are free. @param {any} [input] a module, its bytes, a response or an address */
  const init = async (input) => {
    if (!startHere()) await runtime.start(() => origin.load(input));
  };
  /** @type {Use} */
  const use = (action) => {
    startHere();
    return runtime.call(action);
  };
  const schema = makeSchema({ init, isReady: runtime.isReady, use });
  return { use, init, initSync: runtime.startSync, ...makeFunctions(use), schema };
}

/** @param {Use} use */
function makeFunctions(use) {
  return {
    /** The canonical form of one value. @param {string} kind @param {unknown} input
     *  @param {{parts?: string[]} & object} [context] */
    normalize(kind, input, context) {
      try {
        const how = howTo(string(kind, 'kind'), contextOf(context, ['parts'], 'context'));
        const text = asText(input, 'input');
        return use((core) => normalizeOne(core, how, text));
      } catch (error) {
        throw saidTo(context, error);
      }
    },
    /** The canonical forms of a list of values, as columns. @param {string} kind @param {unknown[]} inputs
     *  @param {{parts?: string[]} & object} [options] */
    normalizeMany(kind, inputs, options) {
      try {
        const context = contextOf(options, ['parts']);
        const parts = context?.parts ?? [];
        const how = howTo(string(kind, 'kind'), { ...context, parts });
        const texts = asTexts(list(inputs, 'inputs'));
        return normalizeColumns(texts, parts, (text, lengths) => use((core) => core.normalizeMany(how, text, lengths)));
      } catch (error) {
        throw saidTo(options, error);
      }
    },
    /** Many values, one a line, answered by one JSON object a line. @param {string} kind @param {Uint8Array | string} lines
     *  @param {{jsonl?: boolean} & object} [options] */
    normalizeLines(kind, lines, options) {
      try {
        const context = contextOf(options, ['jsonl']);
        const how = howTo(string(kind, 'kind'), context);
        return use((core) => core.normalizeLines(how, bytes(lines, 'lines'), Boolean(context?.jsonl)));
      } catch (error) {
        throw saidTo(options, error);
      }
    },
    /** A reason in words. @param {object} reason @param {'zh' | 'en'} [language] */
    reasonText: (reason, language = 'zh') => use((core) => core.reasonText(plainRecord(reason, 'reason'), language)),
    /** The version of the engine. */
    version: () => use((core) => core.version()),
  };
}

/** An error in the language that the options name. @param {any} options @param {unknown} error */
const saidTo = (options, error) => said(error, options?.language);

/** The path is spelt out only where it is needed: lists are long. What was left out is empty. @param {unknown[]} inputs */
function asTexts(inputs) {
  const texts = new Array(inputs.length);
  for (let index = 0; index < texts.length; index++) {
    const input = inputs[index];
    texts[index] = typeof input === 'string' ? wellFormed(input) : asText(input, `inputs[${index}]`);
  }
  return texts;
}

/** Numbers are taken as typed, `null` and `undefined` as empty. @param {unknown} input @param {string} path */
function asText(input, path) {
  if (input === null || input === undefined) return '';
  return typeof input === 'number' || typeof input === 'bigint' ? String(input) : wellFormed(string(input, path));
}
