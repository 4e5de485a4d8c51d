/** Conditions to start from. */
export const EXAMPLES = {
  quiet: {
    all: [
      { event: ['order', 'contract'] },
      { event: 'order', within: { last: 90, unit: 'day' }, count: { op: 'equals', n: 0 } },
    ],
  },
  big: {
    event: 'order',
    within: { last: 1, unit: 'year' },
    agg: { fn: 'sum', field: 'amount', op: 'gte', n: 500_000 },
  },
  city: { field: 'city', op: 'contains', value: '深圳' },
} as const;
