import type { WorkerEngine } from 'kehu/worker';
import type { ScoreDef } from './definitions';
import type { Customer } from './types';

/** Where a customer stands among all who bought. */
export interface Standing {
  id: string;
  recency: number;
  frequency: number;
  /** What the customer spent within the time of the score. */
  money: number;
}

/** Customers of one message from the worker. */
const PAGE = 200;

/** The standings of all who bought. Ranks are told as reasons of the score only, so all customers are looked at. */
export async function standings(engine: WorkerEngine, score: string, now: string): Promise<Standing[]> {
  const found: Standing[] = [];
  const decoder = new TextDecoder();
  for (let offset = 0; ; offset += PAGE) {
    const lines = decoder.decode(await engine.exportCustomers(offset, PAGE, { now })).split('\n');
    const customers = lines.filter(Boolean).map((line) => JSON.parse(line) as Customer);
    found.push(...customers.flatMap((customer) => standingOf(customer, score) ?? []));
    if (customers.length < PAGE) return found;
  }
}

function standingOf({ id, scores }: Customer, score: string): Standing | null {
  const reasons = scores.find((one) => one.id === score)?.reasons ?? [];
  const told = (code: string, param: string) => Number(reasons.find((one) => one.code === code)?.params?.[param]);
  const recency = told('score/recency', 'rank');
  if (Number.isNaN(recency)) return null;
  const [frequency, money] = [told('score/frequency', 'rank'), told('score/money', 'value')];
  return { id, recency, frequency, money };
}

/** A cell of the matrix of recency and frequency. */
export interface Cell {
  recency: number;
  frequency: number;
  ids: string[];
  money: number;
}

/** The matrix, row by row: the most recent first, in each the most frequent last. */
export function matrixOf(all: Standing[], { rfm }: ScoreDef): Cell[][] {
  const ranks = Array.from({ length: rfm?.bins ?? 5 }, (_, i) => i + 1);
  const cellOf = (recency: number, frequency: number): Cell => {
    const members = all.filter((one) => one.recency === recency && one.frequency === frequency);
    const money = members.reduce((sum, one) => sum + one.money, 0);
    return { recency, frequency, ids: members.map(({ id }) => id), money };
  };
  return ranks.toReversed().map((recency) => ranks.map((frequency) => cellOf(recency, frequency)));
}
