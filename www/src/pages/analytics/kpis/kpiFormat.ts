import { formatMoney, formatNumber } from '../../../data/format';
import type { Language } from '../../../data/types';
import type { Texts } from '../../../i18n/zh';

type Units = Texts['analytics']['kpis']['units'];

/** A figure with its unit, in as many digits as tell something. */
export function formatKpi(value: number, unit: string, language: Language, units: Units): string {
  if (unit === 'percent') return `${rounded(value, 1, language)}%`;
  if (unit === 'money') return formatMoney(value, language);
  if (unit === 'days') return `${rounded(value, 1, language)} ${units.days}`;
  if (unit === 'points') return `${rounded(value, 2, language)} ${units.points}`;
  return formatNumber(value, language);
}

const rounded = (value: number, digits: number, language: Language): string =>
  formatNumber(Number(value.toFixed(digits)), language);

/** By how much a figure changed: shares by points, all else in percent; nothing where there is nothing to compare with. */
export function changeOf(
  value: number,
  before: number,
  unit: string,
  language: Language,
  units: Units,
): string | undefined {
  const difference = Math.abs(value - before);
  if (unit === 'percent') return `${rounded(difference, 1, language)} ${units.percentagePoints}`;
  return before === 0 ? undefined : `${rounded((100 * difference) / Math.abs(before), 1, language)}%`;
}

/** Figures of which less is better. */
const COSTS = ['churn', 'cost_per_lead', 'acquisition_cost', 'sales_cycle', 'opportunity_cycle', 'overdue'];

/** Whether a change is to the good. */
export const isBetter = (id: string, value: number, before: number): boolean => value > before !== COSTS.includes(id);
