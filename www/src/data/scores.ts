import type { Texts } from '../i18n/zh';
import { formatMoney, formatNumber } from './format';
import { ruleset } from './ruleset';
import type { Language } from './types';

/** What the number of a score counts. */
export type ScoreUnit = 'points' | 'ranks' | 'percent' | 'money' | 'days' | 'count' | 'group';

const FORETOLD: Record<string, ScoreUnit> = {
  purchase: 'percent',
  churn: 'percent',
  propensity: 'percent',
  cycle_elapsed: 'percent',
  purchases: 'count',
  lifetime_value: 'money',
  next_purchase: 'days',
};

export function scoreUnit(id: string): ScoreUnit {
  const score = ruleset().scores.find((one) => one.id === id);
  if (score?.rfm) return 'ranks';
  if (score?.cluster) return 'group';
  return FORETOLD[String(score?.predict?.what)] ?? 'points';
}

/** Whether it lies between 0 and 100, so that a bar tells something. */
export const isShare = (unit: ScoreUnit): boolean => unit === 'points' || unit === 'percent';

/** A score with its unit; days that are over are told as such. */
export function formatScore(value: number, unit: ScoreUnit, language: Language, { scores: words }: Texts): string {
  if (unit === 'money') return formatMoney(value, language);
  const shown = formatNumber(value, language);
  if (unit === 'percent') return `${shown}%`;
  if (unit !== 'days') return shown;
  return value < 0 ? words.overdue(formatNumber(-value, language)) : `${shown} ${words.days}`;
}
