import { DEFAULT_LANGUAGE, term, text } from './messages.js';

/** What an engine error code looks like; codes of other libraries (`ERR_…`, numbers) do not. */
const CODE = /^[a-z][a-z0-9_]*\/[a-z0-9_]+$/;

/**
 * The one error of this package.
 *
 * `code` is stable (`area/what`), `path` says where in the input the fault lies, and `retryable` whether the same
 * call may succeed when made again.
 */
export class KehuError extends Error {
  /** What its words are made of, where they are the harness's own: the engine's are said in its language already.
   *  @type {{params?: Record<string, unknown>, language: 'zh' | 'en'} | null} */
  #own;

  /**
   * @param {string} code
   * @param {{message?: string, path?: string, params?: Record<string, unknown>, language?: 'zh' | 'en',
   *   retryable?: boolean, cause?: unknown}} [details]
   */
  constructor(code, { message, path = '', params, language = DEFAULT_LANGUAGE, retryable = false, cause } = {}) {
    super(message ?? describe(code, path, params, language, cause), cause === undefined ? undefined : { cause });
    this.#own = message === undefined ? { params, language } : null;
    this.name = 'KehuError';
    this.code = code;
    this.path = path;
    this.retryable = retryable;
  }

  /** The same error in words of a language. @param {'zh' | 'en'} [language] @returns {KehuError} */
  in(language = DEFAULT_LANGUAGE) {
    if (!this.#own || this.#own.language === language) return this;
    const { code, path, retryable, cause } = this;
    return new KehuError(code, { path, params: this.#own.params, language, retryable, cause });
  }

  /** What travels between threads. */
  toJSON() {
    const { code, path, message, retryable } = this;
    return { code, path, message, retryable };
  }

  /** Whether something is such an error, be it of another copy: each entry for CommonJS has its own. @param {any} thing */
  static [Symbol.hasInstance](thing) {
    return thing?.name === 'KehuError' && isCoded(thing) && typeof thing.in === 'function';
  }

  /**
   * The error that arrived from another thread.
   * @param {{code: string, path: string, message: string, retryable: boolean}} sent
   */
  static fromJSON(sent) {
    return new KehuError(sent.code, sent);
  }
}

/** What was thrown, in words of a language where it has any of its own. @param {any} error @param {'zh' | 'en'} [language] */
export const said = (error, language) => (error instanceof KehuError ? error.in(language) : error);

/**
 * Has all methods of a class say their errors in the language of the object they are called on.
 * @template {object} T
 * @param {T} prototype
 * @param {(object: T) => 'zh' | 'en' | undefined} languageOf
 */
export function sayErrors(prototype, languageOf) {
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const method = property.value;
    if (name === 'constructor' || typeof method !== 'function') continue;
    /** @this {T} @param {unknown[]} given */
    property.value = function (...given) {
      const refuse = (/** @type {unknown} */ error) => {
        throw said(error, languageOf(this));
      };
      try {
        const answer = method.apply(this, given);
        return answer instanceof Promise ? answer.catch(refuse) : answer;
      } catch (error) {
        return refuse(error);
      }
    };
    Object.defineProperty(prototype, name, property);
  }
}

/** Whether `error` was raised on purpose by the engine. @param {any} error */
export const isCoded = (error) => typeof error?.code === 'string' && CODE.test(error.code);

/** @param {unknown} error @returns {string} */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {string} code @param {string} path @param {Record<string, unknown> | undefined} params
 *  @param {'zh' | 'en'} language @param {unknown} cause */
function describe(code, path, params, language, cause) {
  const terms = Object.entries(params ?? {}).map(([name, value]) => [name, term(value, language)]);
  const words = text(code, { cause: messageOf(cause), ...Object.fromEntries(terms) }, language);
  return path ? `${path}: ${words}` : words;
}
