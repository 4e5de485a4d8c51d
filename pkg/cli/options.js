import { parseArgs } from 'node:util';
import { isDay } from '../lib/context.js';
import { Failure } from './failure.js';

/** Options that every command takes. */
const COMMON = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
  now: { type: 'string' },
  progress: { type: 'boolean' },
  ruleset: { type: 'string' },
  strict: { type: 'boolean' },
});

/**
 * A command's operands and options.
 * @param {{name: string, usage: string, operands: string[], rest?: boolean, options: import('node:util').ParseArgsConfig['options']}} command
 * @param {string[]} args
 */
export function parse(command, args) {
  const options = { ...COMMON, ...command.options };
  const { values, positionals, tokens } = parsed(command, args, options);
  checkValues(command, tokens, options);
  if (!values.help) checkOperands(command, positionals);
  return { values, operands: positionals };
}

/** @param {any} command @param {string[]} args @param {any} options
 *  @returns {{values: any, positionals: string[], tokens: any[]}} */
function parsed(command, args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true, tokens: true });
  } catch (error) {
    throw misused(error, command.name);
  }
}

/**
 * A value that is empty, as of a variable that the shell has not, would count for none, and of two only the last for any.
 * @param {any} command @param {any[]} tokens @param {any} options
 */
function checkValues({ name: command }, tokens, options) {
  const seen = new Set();
  for (const { kind, name, rawName, value } of tokens) {
    if (kind !== 'option' || options[name].type === 'boolean') continue;
    if (value === '') throw new Failure('option-value', { option: rawName, command });
    if (seen.has(name) && !options[name].multiple) throw new Failure('option-twice', { option: rawName, command });
    seen.add(name);
  }
}

/** @param {any} command @param {string[]} operands */
function checkOperands({ operands: wanted, rest, usage }, operands) {
  const missing = wanted[operands.length];
  if (missing) throw new Failure('missing-operand', { operand: missing, usage });
  if (!rest && operands.length > wanted.length)
    throw new Failure('too-many', { operand: operands[wanted.length], usage });
}

/** A whole number, or `fallback` where the option is absent. @param {any} values @param {string} name @param {number} least @param {number} [fallback] */
export function wholeNumber(values, name, least, fallback) {
  const text = values[name];
  if (text === undefined && fallback !== undefined) return fallback;
  const number = /^\d{1,15}$/.test(text ?? '') ? Number(text) : NaN;
  if (!(number >= least)) throw new Failure('bad-number', { option: `--${name}`, least, value: text ?? '' });
  return number;
}

/** The time of `--now`, else the clock's. @param {{now?: string}} values @returns {string} */
export const timeOf = (values) => isoTime(values, 'now') ?? new Date().toISOString();

/** The time that an option names, if it is given. @param {any} values @param {string} name @returns {string | undefined} */
export function isoTime(values, name) {
  const time = values[name];
  if (time === undefined) return undefined;
  const looksIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(time);
  if (!looksIso || !isDay(time.slice(0, 10)) || Number.isNaN(Date.parse(time)))
    throw new Failure('bad-date', { option: `--${name}`, value: time });
  return time;
}

/** The names in `a,b,c`. @param {string | undefined} list */
export const names = (list) =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** What Node says of options, in our words. */
const MISUSE = /** @type {Record<string, string>} */ ({
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'unknown-option',
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: 'option-value',
});

/** @param {any} error @param {string} command */
function misused({ code, message }, command) {
  const option = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1];
  const needsNone = message.includes('does not take');
  const id = needsNone ? 'option-alone' : MISUSE[code];
  return new Failure(id && option ? id : 'usage', { option, cause: message.split('\n')[0], command });
}
