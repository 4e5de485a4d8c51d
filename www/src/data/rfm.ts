import type { RfmMatrix } from './types';

/** A cell of the matrix of recency and frequency. */
export type Cell = RfmMatrix['cells'][number];

/** The matrix, row by row: the most recent first, in each the most frequent last. */
export function rowsOf({ ranks, cells }: RfmMatrix): Cell[][] {
  const all = Array.from({ length: ranks }, (_, i) => i + 1);
  const cellOf = (recency: number, frequency: number): Cell => {
    const known = cells.find((cell) => cell.recency === recency && cell.frequency === frequency);
    return known ?? { recency, frequency, customers: 0, money: '0' };
  };
  return all.toReversed().map((recency) => all.map((frequency) => cellOf(recency, frequency)));
}
