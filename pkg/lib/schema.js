/**
 * Field and record checks as Standard Schema v1 (https://standardschema.dev), for form libraries.
 */

import { contextOf } from './context.js';
import { DEFAULT_LANGUAGE, text } from './messages.js';
import { having, options, plainRecord } from './plain.js';
import { howTo, normalizeOne } from './single.js';

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
/** @typedef {'zh' | 'en'} Language */
/** @typedef {{optional?: boolean, strict?: boolean, display?: boolean, language?: Language, country?: string,
 *   referenceDate?: string, utcOffset?: number}} FieldOptions */
/** @typedef {{required?: readonly string[], names?: 'ruleset' | 'source', strict?: boolean, display?: boolean,
 *   language?: Language, now?: string | Date}} RecordOptions */
/** @typedef {{message: string, path?: string[]}} Issue */

/** Codes that say what is wrong with the caller's data; all others are failures, and thrown. */
const OF_DATA = /^(argument|import|input|limits)\//;
/** What stands between the values of one field. */
const SEPARATOR = '；';

/**
 * One validator maker a kind (`schema.phone()`, `schema.companyName()`, …) and `schema.record(engine)`.
 * @param {{init: () => Promise<void>, isReady: () => boolean, use: Use}} access
 */
export function makeSchema({ init, isReady, use }) {
  /** Answers at once where the module is there, else once it is. @param {() => any} check */
  const whenReady = (check) => (isReady() ? check() : init().then(check));
  const makers = KINDS.map((kind) => [
    camelCase(kind),
    (/** @type {FieldOptions} */ given) => {
      const wanted = contextOf(given, ['optional', 'strict', 'display']) ?? {};
      return standard((value) => whenReady(() => checkField(use, kind, value, wanted)));
    },
  ]);
  return { ...Object.fromEntries(makers), record: recordSchema };
}

/** @param {(value: any) => any} validate */
const standard = (validate) => ({ '~standard': { version: 1, vendor: 'kehu', validate } });

/** @param {Use} use @param {string} kind @param {unknown} value @param {FieldOptions} options */
function checkField(
  use,
  kind,
  value,
  { optional = false, strict = false, display = false, language = DEFAULT_LANGUAGE, ...context },
) {
  const input = asText(value);
  if (input === null) return failed([{ message: text('value/plain', {}, language) }]);
  const result = use((core) => normalizeOne(core, howTo(kind, context), input));
  if (result.status === 'empty')
    return optional ? { value: undefined } : failed([{ message: text('value/required', {}, language) }]);
  if (!isRefused(result.status, strict)) return { value: display ? shown(result) : canonical(result) };
  const inWords = (/** @type {object} */ reason) => use((core) => core.reasonText(reason, language));
  return failed(result.reasons.map((/** @type {object} */ reason) => ({ message: inWords(reason) })));
}

/** Numbers are taken as typed, nothing as empty; `null` for what is no plain value. @param {unknown} value */
function asText(value) {
  if (value === null || value === undefined) return '';
  return ['string', 'number', 'bigint'].includes(typeof value) ? String(value) : null;
}

/** @param {string} status @param {boolean} strict */
const isRefused = (status, strict) => status === 'invalid' || (strict && status === 'suspect');

/** The value and those that stood beside it. @param {any} normalized @returns {any[]} */
const each = (normalized) => [normalized, ...(normalized.also ?? [])];

/** @param {any} normalized */
const shown = (normalized) =>
  each(normalized)
    .map(({ display }) => display)
    .join(SEPARATOR);

/** As a cleaned record has it: a range or a bound has no canonical form that tells the whole. @param {any} normalized */
function canonical(normalized) {
  const values = each(normalized).map(({ parts, value, display }) =>
    (parts.kind ?? 'exact') === 'exact' ? value : display,
  );
  return values.filter((value) => value !== null).join(SEPARATOR) || normalized.display;
}

/**
 * A whole record: the cleaned one, or every issue under the name that the record itself uses.
 * @param {any} engine an engine of this thread or of a worker
 * @param {RecordOptions} [given]
 */
function recordSchema(engine, given) {
  having(engine, ['clean'], 'an engine', 'engine');
  const wanted = options(given, ['required', 'language', 'now', 'names', 'strict', 'display']);
  return standard((value) => checkRecord(engine, value, wanted));
}

/** @param {any} engine @param {any} value @param {RecordOptions} options */
function checkRecord(engine, value, options) {
  const { required = [], language, now } = options;
  const refuse = (/** @type {any} */ error) => failed([dataIssue(error, value, language)]);
  const accept = (/** @type {any} */ cleaned) => recordResult(cleaned, options);
  try {
    const cleaned = engine.clean(withBlanks(value), { required: [...required], language, now });
    return typeof cleaned.then === 'function' ? cleaned.then(accept, refuse) : accept(cleaned);
  } catch (error) {
    return refuse(error);
  }
}

/** What has no value is blank, so that the engine hears the name that the record has for it. @param {any} value */
function withBlanks(value) {
  const record = /** @type {Record<string, unknown>} */ (plainRecord(value, 'record'));
  for (const name of Object.keys(value)) record[name] ??= '';
  return record;
}

/** What is wrong with data that cannot even be cleaned. @param {any} error @param {any} value
 *  @param {Language} [language] @returns {Issue} */
function dataIssue(error, value, language) {
  if (!OF_DATA.test(error?.code)) throw error;
  const place = error.path.replace(/^record\.?/, '');
  const isIn = (/** @type {string} */ key) => place.startsWith(key) && /^([.[]|$)/.test(place.slice(key.length));
  const name = place && Object.keys(value).find(isIn);
  const isOurs = error.code.startsWith('argument/');
  const message = isOurs ? text(name ? 'value/plain' : 'value/record', {}, language) : error.message;
  return name ? { message, path: [name] } : { message };
}

/** @param {any} cleaned @param {RecordOptions} options */
function recordResult(
  { record, fields, issues, names },
  { names: named = 'ruleset', strict = false, display = false },
) {
  const given = (/** @type {string} */ field) => names[field] ?? field;
  const refused = issues.filter(
    (/** @type {any} */ { field, severity }) => severity === 'error' || isRefused(fields[field]?.status, strict),
  );
  if (refused.length > 0)
    return failed(refused.map((/** @type {any} */ issue) => ({ message: issue.text, path: [given(issue.field)] })));
  const entries = Object.entries(record).filter(([, value]) => value !== '');
  const finish = (/** @type {[string, string]} */ [field, value]) => [
    named === 'source' ? given(field) : field,
    display && fields[field] ? shown(fields[field]) : value,
  ];
  return { value: Object.fromEntries(entries.map(finish)) };
}

/** @param {Issue[]} issues */
const failed = (issues) => ({ issues });

/** @param {string} name */
const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
