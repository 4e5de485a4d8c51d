import { text } from './messages.js';

/** What an engine error code looks like; codes of other libraries (`ERR_…`, numbers) do not. */
const CODE = /^[a-z][a-z0-9_]*\/[a-z0-9_]+$/;

/**
 * The one error of this package.
 *
 * `code` is stable (`area/what`), `path` says where in the input the fault lies, and `retryable` whether the same
 * call may succeed when made again.
 */
export class KehuError extends Error {
  /**
   * @param {string} code
   * @param {{message?: string, path?: string, params?: Record<string, unknown>, language?: 'zh' | 'en',
   *   retryable?: boolean, cause?: unknown}} [details]
   */
  constructor(code, { message, path = '', params, language = 'en', retryable = false, cause } = {}) {
    super(message ?? describe(code, path, params, language, cause), cause === undefined ? undefined : { cause });
    this.name = 'KehuError';
    this.code = code;
    this.path = path;
    this.retryable = retryable;
  }

  /** What travels between threads. */
  toJSON() {
    const { code, path, message, retryable } = this;
    return { code, path, message, retryable };
  }

  /**
   * The error that arrived from another thread.
   * @param {{code: string, path: string, message: string, retryable: boolean}} sent
   */
  static fromJSON(sent) {
    return new KehuError(sent.code, sent);
  }
}

/** Whether `error` was raised on purpose by the engine. @param {any} error */
export const isCoded = (error) => typeof error?.code === 'string' && CODE.test(error.code);

/** @param {unknown} error @returns {string} */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {string} code @param {string} path @param {Record<string, unknown> | undefined} params
 *  @param {'zh' | 'en'} language @param {unknown} cause */
function describe(code, path, params, language, cause) {
  const words = text(code, { cause: messageOf(cause), ...params }, language);
  return path ? `${path}: ${words}` : words;
}
