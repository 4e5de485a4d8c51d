/** A part of a condition as the builder shows it. */
export type Clause = { key: number } & (
  | { kind: 'field'; field: string; op: string; value: string }
  | { kind: 'tag'; id: string }
  | { kind: 'segment'; id: string }
  | ({ kind: 'order' } & Count)
  | ({ kind: 'event' } & Count)
);

/** How many events of the last so many days there are. */
interface Count {
  op: string;
  value: number;
  days: number;
}

export type Kind = Clause['kind'];

export const KINDS: Kind[] = ['field', 'tag', 'segment', 'order', 'event'];
export const FIELD_OPS = ['equals', 'contains', 'starts_with', 'exists', 'missing'];
export const COUNT_OPS = ['gte', 'lte'];

/** Tests that need no value. */
export const isUnary = (op: string): boolean => op === 'exists' || op === 'missing';

let made = 0;

/** A clause to be filled in; its key tells it from all others. */
export function newClause(kind: Kind): Clause {
  made += 1;
  const key = made;
  switch (kind) {
    case 'field':
      return { key, kind, field: 'city', op: 'contains', value: '' };
    case 'tag':
      return { key, kind, id: 'high_value' };
    case 'segment':
      return { key, kind, id: 'churn_warning' };
    default:
      return { key, kind, op: 'gte', value: 1, days: 90 };
  }
}

/** The condition that the clauses stand for, in the engine's language. */
export function conditionOf(how: 'all' | 'any', clauses: Clause[]): object {
  return { [how]: clauses.map(leafOf) };
}

function leafOf(clause: Clause): object {
  switch (clause.kind) {
    case 'field':
      return isUnary(clause.op)
        ? { field: clause.field, op: clause.op }
        : { field: clause.field, op: clause.op, value: clause.value };
    case 'tag':
      return { tag: clause.id };
    case 'segment':
      return { segment: clause.id };
    case 'order':
      return { event: 'order', ...countOf(clause) };
    case 'event':
      return { event: [...INTERACTIONS], ...countOf(clause) };
  }
}

const INTERACTIONS = [
  'visit',
  'ticket',
  'trial',
  'expo',
  'live_stream',
  'email_open',
  'page_view',
  'download',
  'quote',
];

const countOf = ({ op, value, days }: Count) => ({
  within: { last: days, unit: 'day' },
  count: { op, n: value },
});

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
