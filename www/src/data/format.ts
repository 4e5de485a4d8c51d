import type { Language } from './types';

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;

export const formatNumber = (value: number, language: Language): string => value.toLocaleString(LOCALES[language]);

export const formatPercent = (share: number, language: Language): string =>
  share.toLocaleString(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 });

/** Money in whole yuan; the engine gives amounts as decimal texts. */
export const formatMoney = (amount: string | number, language: Language): string =>
  money(amount, language, { maximumFractionDigits: 0 });

/** Money in as few characters as tell how much it is: ¥2070万, ¥20.7m. */
export const formatMoneyShort = (amount: string | number, language: Language): string =>
  money(amount, language, { notation: 'compact', maximumSignificantDigits: 3 });

/** Money to the cent, where there are any. */
export const formatMoneyExact = (amount: string | number, language: Language): string =>
  money(amount, language, { trailingZeroDisplay: 'stripIfInteger' });

const money = (amount: string | number, language: Language, how: Intl.NumberFormatOptions): string =>
  Number(amount).toLocaleString(LOCALES[language], {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
    ...how,
  });

/** The day of an ISO 8601 time, in the zone that it is written in. */
export const formatDay = (time: string | null | undefined): string => time?.slice(0, 10) ?? '';

/** The minute of an ISO 8601 time, in the zone that it is written in. */
export const formatTime = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** A moment in milliseconds, in the visitor's zone. */
export const formatMoment = (moment: number, language: Language): string =>
  new Date(moment).toLocaleString(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' });

/** Evidence in bits; the engine counts it in 1/1024 bit. */
export const bits = (weight: number): number => Math.round((weight / 1024) * 10) / 10;

/** Words of the ruleset as the name of something: in English they begin with a capital. */
export const asName = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));
