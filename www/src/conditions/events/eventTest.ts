import type { Condition, Period } from '../../data/definitions';

/** When events count. */
export interface Windowed extends Condition {
  within?: Period;
  not_within?: Period;
  between?: { from?: string; to?: string };
  /** Since the customer entered that stage; `true` is the one in which it is. */
  since?: { stage: string | true };
}

/** A test of events in the engine's language. */
export interface EventTest extends Windowed {
  event: string | string[];
  where?: Condition;
  count?: NumberTest;
  agg?: NumberTest & { fn: string; field?: string | null; value?: unknown };
  streak?: { unit: 'day' | 'week' | 'month'; n: number };
  first_time?: Period;
  stopped?: Pause;
  restarted?: Pause;
  regularly?: { every: Period; min: number; of: number; count?: NumberTest };
}

export interface NumberTest {
  op: string;
  n?: unknown;
}

export interface Pause {
  active: Period;
  silent: Period;
}

/** The types of event that a test speaks of; none is all. */
export function typesOf({ event }: Pick<EventTest, 'event'>): string[] {
  if (event === '*') return [];
  return Array.isArray(event) ? event : [event];
}

export function withTypes<T extends Pick<EventTest, 'event'>>(test: T, [first, ...others]: string[]): T {
  return { ...test, event: first === undefined ? '*' : others.length > 0 ? [first, ...others] : first };
}

const HABITS = ['first_time', 'stopped', 'restarted', 'regularly'];
const TESTS = ['count', 'agg', 'streak', ...HABITS];
const TEXTUAL = ['most_frequent', 'first', 'last'];
const FUNCTIONS = ['sum', 'avg', 'min', 'max', 'distinct', ...TEXTUAL];

/** What can be asked of events: that there are some, or none; a count; an aggregate; a habit. */
export const MEASURES = [
  'some',
  'none',
  'count',
  'days_since_last',
  'days_since_first',
  ...FUNCTIONS,
  'streak',
  ...HABITS,
];

/** Whether it brings its own time. */
export const isHabit = (measure: string): boolean => HABITS.includes(measure);

export function measureOf(test: EventTest): string {
  if (test.agg) return test.agg.fn;
  const key = TESTS.find((name) => name in test);
  if (key !== 'count') return key ?? 'some';
  return test.count?.op === 'equals' && test.count.n === 0 ? 'none' : 'count';
}

const MONTH: Period = { last: 30, unit: 'day' };
const YEAR: Period = { last: 1, unit: 'year' };
const PAUSE: Pause = { active: YEAR, silent: { last: 90, unit: 'day' } };

const FIRST: Record<string, Partial<EventTest>> = {
  some: {},
  none: { count: { op: 'equals', n: 0 } },
  count: { count: { op: 'gte', n: 3 } },
  streak: { streak: { unit: 'day', n: 7 } },
  first_time: { first_time: MONTH },
  stopped: { stopped: PAUSE },
  restarted: { restarted: PAUSE },
  regularly: { regularly: { every: MONTH, min: 3, of: 4 } },
};

/** The same events and time, asked for something else. */
export function withMeasure(test: EventTest, measure: string): EventTest {
  const { within, not_within, between, since, ever, ...rest } = test;
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => !TESTS.includes(key)));
  const time = isHabit(measure) ? {} : windowOnly(test);
  const asked = FIRST[measure] ?? { agg: aggregateOf(measure) };
  return { ...(kept as EventTest), ...time, ...asked };
}

/** An aggregate to be filled in. */
const aggregateOf = (fn: string) => ({
  fn,
  ...(needsProperty(fn) && { field: null }),
  op: TEXTUAL.includes(fn) ? 'equals' : 'gte',
  n: null,
});

/** When events count. */
export const WINDOWS = ['ever', 'within', 'not_within', 'between', 'since'] as const;
export type EventWindow = (typeof WINDOWS)[number];

export function windowOf(test: Windowed): EventWindow {
  if (test.not_within) return 'not_within';
  if (test.since) return 'since';
  return test.within ? 'within' : test.between ? 'between' : 'ever';
}

export function withWindow<T extends Windowed>(test: T, kind: EventWindow): T {
  const { within, not_within, between, since, ever, ...rest } = test;
  const period = within ?? not_within ?? { last: 90, unit: 'day' };
  const time = {
    ever: {},
    within: { within: period },
    not_within: { not_within: period },
    between: { between: {} },
    since: { since: { stage: true as const } },
  };
  return { ...(rest as T), ...time[kind] };
}

/** Of a test only when events count. */
export const windowOnly = ({ within, not_within, between, since }: Windowed): Windowed =>
  Object.fromEntries(Object.entries({ within, not_within, between, since }).filter(([, value]) => value !== undefined));

/** Whether the aggregate is of a property rather than of the time. */
export const needsProperty = (fn: string): boolean => FUNCTIONS.includes(fn);

/** Whether the property must be a number. */
export const needsNumber = (fn: string): boolean => ['sum', 'avg', 'min', 'max'].includes(fn);
