import type { Tone } from '../app/theme';
import type { Language } from './types';

/** A text in both languages. */
export type Label = Record<Language, string>;

/** A condition in the engine's language. */
export type Condition = { [key: string]: unknown };

export const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** A stretch of time that ends now. */
export interface Period {
  last: number;
  unit: Unit;
  calendar?: boolean;
}

export interface SegmentDef {
  id: string;
  name: Label;
  description?: Label;
  when: Condition;
  tone?: Tone | null;
}

export const TAG_KINDS = ['fact', 'behaviour', 'score', 'predictive', 'manual'] as const;

export interface TagDef {
  id: string;
  name: Label;
  kind?: (typeof TAG_KINDS)[number];
  group?: string;
  exclusive?: boolean;
  when?: Condition | null;
  /** The field whose value it shows. */
  value?: string | null;
  purpose?: Label;
}

export interface ActionDef {
  action: string;
  name: Label;
  template?: Label;
  params?: Record<string, string>;
  dueDays?: number;
  /** The way to the customer that it uses. */
  channel?: string | null;
}

export const ONCE_PER = ['customer', 'day', 'week', 'month', 'quarter', 'year'] as const;

export const SCHEDULE_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** A recurrence; without a first day it begins where the units of the calendar do. */
export interface Schedule {
  every: number;
  unit: (typeof SCHEDULE_UNITS)[number];
  from?: string;
}

/** On what occasion a rule looks at a customer. */
export type Trigger = 'state' | { enter: string } | { leave: string } | { event: string } | { schedule: Schedule };

export interface RuleDef {
  id: string;
  name: Label;
  when: Condition;
  suppress?: Condition | null;
  on?: Trigger;
  cooldown?: Period | null;
  oncePer?: (typeof ONCE_PER)[number];
  validFrom?: string | null;
  validTo?: string | null;
  enabled?: boolean;
  priority?: number;
  /** Whether no rule that comes after it acts for the same customer. */
  stop?: boolean;
  then: ActionDef[];
}

export interface ScoreDef {
  id: string;
  name: Label;
  buckets?: { id: string; name: Label; min: number }[];
  rfm?: { event: string; amount: string; within?: Period | null; bins?: number };
  /** Of a score that foretells: what of, and the models once they are fitted. */
  predict?: { [key: string]: unknown };
}

/** The definitions that the page edits, by the part of the ruleset that holds them. */
export interface Definitions {
  segments: SegmentDef[];
  tags: TagDef[];
  rules: RuleDef[];
}

/** With `def` in the place of the one of the same id, or at the end. */
export function withDefinition<T extends { id: string }>(all: T[], def: T): T[] {
  const place = all.findIndex(({ id }) => id === def.id);
  return place < 0 ? [...all, def] : all.with(place, def);
}
