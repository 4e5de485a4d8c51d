import { options, plain, wrongType } from './plain.js';

/** What a normalizer may know besides the value; `language` is that of errors. */
const NAMES = ['country', 'referenceDate', 'utcOffset', 'language'];
/** The countries of ISO 3166-1, each first letter with the second ones after it; and AC, TA and XK, which have telephone
 *  numbers of their own. */
const LETTERS =
  'AcdefgilmoqrstuwxzBabdefghijlmnoqrstvwyzCacdfghiklmnoruvwxyzDejkmozEceghrstFijkmorGabdefghilmnpqrstuwyHkmnrtuIdelmnoqrst' +
  'JemopKeghimnprwyzLabcikrstuvyMacdefghklmnopqrstuvwxyzNacefgilopruzOmPaefghklmnrstwyQaReosuwSabcdeghijklmnorstvxyz' +
  'TacdfghjklmnortvwzUagmsyzVaceginuWfsXkYetZamw';
const COUNTRIES = new Set(
  LETTERS.match(/[A-Z][a-z]+/g)?.flatMap(([first, ...seconds]) =>
    seconds.map((second) => first + second.toUpperCase()),
  ),
);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What a normalizer is to know, as plain data; nothing where nothing is said. A country or a day that is none would change
 * answers without a word, so it is refused.
 * @param {unknown} given
 * @param {string[]} more options besides
 * @param {string} [path] what the caller calls them
 * @returns {any}
 */
export function contextOf(given, more, path) {
  if (given === undefined || given === null) return undefined;
  const context = /** @type {any} */ (plain(options(given, [...NAMES, ...more], path)));
  const { country, referenceDate } = context;
  if (typeof country === 'string' && !COUNTRIES.has(country))
    throw wrongType('two capitals of a country (ISO 3166)', country, 'country');
  if (
    typeof referenceDate === 'string' &&
    !(isDay(referenceDate.slice(0, 10)) && !Number.isNaN(Date.parse(referenceDate)))
  )
    throw wrongType('a day (ISO 8601)', referenceDate, 'referenceDate');
  return context;
}

/** Whether a text is a day of the calendar, which 30 February is not, though `Date` takes it for one of March. @param {string} text */
export function isDay(text) {
  const time = DAY.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
