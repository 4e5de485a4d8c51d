/**
 * Field and record checks as Standard Schema v1 (https://standardschema.dev), for form libraries.
 */
import { text } from './messages.js';

/** The kinds of field. */
export const KINDS = /** @type {const} */ ([
  'phone',
  'email',
  'company_name',
  'person_name',
  'region',
  'address',
  'uscc',
  'resident_id',
  'bank_card',
  'url',
  'date',
  'amount',
  'number',
  'industry',
  'job_title',
  'wechat_id',
  'text',
]);

/** @typedef {import('./field-api.js').Use} Use */
/** @typedef {{optional?: boolean, strict?: boolean, display?: boolean, language?: 'zh' | 'en', country?: string,
 *   referenceDate?: string, utcOffset?: number}} FieldOptions */

/**
 * One validator maker a kind (`schema.phone()`, `schema.companyName()`, …) and `schema.record(engine)`.
 * @param {{init: () => Promise<void>, isReady: () => boolean, use: Use}} access
 */
export function makeSchema({ init, isReady, use }) {
  /** Answers at once where the module is there, else once it is. @param {() => any} check */
  const whenReady = (check) => (isReady() ? check() : init().then(check));
  const makers = KINDS.map((kind) => [
    camelCase(kind),
    (/** @type {FieldOptions} */ options = {}) =>
      standard((value) => whenReady(() => checkField(use, kind, value, options))),
  ]);
  return { ...Object.fromEntries(makers), record: recordSchema };
}

/** @param {any} engine an engine of this thread or of a worker */
const recordSchema = (engine) =>
  standard((value) => {
    const cleaned = engine.clean(value);
    return typeof cleaned.then === 'function' ? cleaned.then(recordResult) : recordResult(cleaned);
  });

/** @param {(value: any) => any} validate */
const standard = (validate) => ({ '~standard': { version: 1, vendor: 'kehu', validate } });

/** @param {Use} use @param {string} kind @param {unknown} value @param {FieldOptions} options */
function checkField(
  use,
  kind,
  value,
  { optional = false, strict = false, display = false, language = 'zh', ...context },
) {
  if (value !== null && value !== undefined && typeof value !== 'string')
    return failed([text('value/required', {}, language)]);
  const result = use((core) => core.normalize(kind, value ?? '', context));
  if (result.status === 'empty')
    return optional ? { value: undefined } : failed([text('value/required', {}, language)]);
  const refused = result.status === 'invalid' || (strict && result.status === 'suspect');
  if (!refused) return { value: display ? result.display : result.value };
  return failed(use((core) => result.reasons.map((/** @type {object} */ reason) => core.reasonText(reason, language))));
}

/** @param {{record: object, issues: {field: string, severity: string, text: string}[]}} cleaned */
function recordResult({ record, issues }) {
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length === 0) return { value: record };
  return { issues: errors.map((issue) => ({ message: issue.text, path: [issue.field] })) };
}

/** @param {string[]} messages */
const failed = (messages) => ({ issues: messages.map((message) => ({ message })) });

/** @param {string} name */
const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
