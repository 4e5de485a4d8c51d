import type { Condition, Period } from '../../data/definitions';
import { ruleset } from '../../data/ruleset';
import { type EventTest, measureOf, type Windowed, windowOnly } from '../events/eventTest';

/** Events that come after those of the step before, within `gap` where one is said. */
export interface SequenceStep {
  event: string | string[];
  where?: Condition;
  gap?: Period;
}

/** A test of events that follow one another, in the engine's language. */
export interface SequenceTest extends Windowed {
  sequence: SequenceStep[];
}

/** A sequence, alone or beside events that did not happen in the same time. */
export type SequenceValue = SequenceTest | { all: [SequenceTest, EventTest] };

/** The sequence, and the events that did not happen. */
export function partsOf(value: SequenceValue): { test: SequenceTest; without?: EventTest } {
  if ('sequence' in value) return { test: value as SequenceTest };
  const [test, without] = value.all as [SequenceTest, EventTest];
  return { test, without };
}

/** The sequence beside the events that did not happen; those are looked for in its time. */
export function joined(test: SequenceTest, without: Pick<EventTest, 'event' | 'where'> | undefined): SequenceValue {
  if (!without) return test;
  const { event, where } = without;
  const none: EventTest = { event, ...(where && { where }), ...windowOnly(test), count: { op: 'equals', n: 0 } };
  return { all: [test, none] };
}

/** Whether a condition is what the editor of sequences makes. */
export function isSequence(condition: Condition): boolean {
  if (Array.isArray(condition.sequence)) return true;
  const [test, none, ...others] = (condition.all ?? []) as (Condition | undefined)[];
  if (!Array.isArray(test?.sequence) || !none || others.length > 0 || !('event' in none)) return false;
  return measureOf(none as EventTest) === 'none' && timeOf(test) === timeOf(none);
}

const timeOf = (test: Condition): string => JSON.stringify(windowOnly(test));

/** What a new sequence begins with. */
export function firstSequence(): SequenceTest {
  const known = (id: string) => (ruleset().events.some((event) => event.id === id) ? id : '*');
  return {
    sequence: [{ event: known('page_view') }, { event: known('quote'), gap: { last: 30, unit: 'day' } }],
    within: { last: 1, unit: 'year' },
  };
}
