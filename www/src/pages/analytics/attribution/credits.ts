import type { Attribution } from '../../../data/types';

/** What is shared out: conversions, or what they are worth. */
export type Measure = 'conversions' | 'value';

export const MODELS = ['first', 'last', 'linear', 'time_decay', 'position', 'markov'] as const;
export type Model = (typeof MODELS)[number];

type Channel = Attribution['channels'][number];

/** What a model credits a channel with. */
export function creditOf({ credits }: Channel, model: Model, measure: Measure): number {
  const credit = credits.find((one) => one.model === model);
  return measure === 'value' ? Number(credit?.value ?? 0) : (credit?.conversions ?? 0);
}
