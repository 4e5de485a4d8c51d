import type { KpiQuery } from 'kehu';
import { lastDays } from '../../../data/time';

interface Wanted {
  now: string;
  days: number;
  marketing: number | null;
  sales: number | null;
  /** The types of event that there are. */
  types: { value: string }[];
}

/** Asks for all figures that the ruleset has events for, of the last so many days. */
export function kpiQuery({ now, days, marketing, sales, types }: Wanted): KpiQuery {
  const has = (event: string) => types.some(({ value }) => value === event);
  const cost = (value: number | null) => (value === null ? undefined : String(value));
  return {
    now,
    ...lastDays(now, days),
    until: now,
    costs: { marketing: cost(marketing), sales: cost(sales) },
    ...(has('ticket') && { satisfaction: { event: 'ticket', property: 'satisfaction' } }),
    ...(has('opportunity') && { won: { event: 'opportunity', where: WON } }),
  };
}

/** What the preset calls an opportunity that was won. */
const WON = { field: 'stage', op: 'in', value: ['won', '赢单', '成交'] };
