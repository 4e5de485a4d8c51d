import type { Tone } from '../theme/palette';
import type { ChannelDef } from './channels';
import type { JourneyDef } from './journeys';
import type { Language } from './types';

/** A text in both languages. */
export type Label = Record<Language, string>;

/** A condition in the engine's language. */
export type Condition = { [key: string]: unknown };

/** The condition that every customer meets. */
export const EVERYONE: Condition = { all: [] };

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
  /** The variant of its rule's experiment whose customers it is for. */
  variant?: string | null;
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

/** An experiment: its variants, and how much of it is a control group that gets nothing. */
export interface Split {
  variants: { id: string; weight: number }[];
  control?: number;
}

/** The event by which the success of a rule is measured. */
export interface Goal {
  event: string;
  where?: Condition;
  within: Period;
  /** The property that says what it is worth. */
  value?: string | null;
}

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
  split?: Split | null;
  goal?: Goal | null;
  then: ActionDef[];
}

export interface ScoreDef {
  id: string;
  name: Label;
  buckets?: { id: string; name: Label; min: number }[];
  rfm?: { event: string; amount: string; within?: Period | null; bins?: number };
  /** Of a score that foretells: what of, and the models once they are fitted. */
  predict?: { [key: string]: unknown };
  /** Of a score that is the number of a group of alike customers: what they are grouped by, and the groups once they are found. */
  cluster?: { [key: string]: unknown };
}

/** The definitions that the page edits, by the part of the ruleset that holds them. */
export interface Definitions {
  segments: SegmentDef[];
  tags: TagDef[];
  rules: RuleDef[];
  channels?: ChannelDef[];
  journeys?: JourneyDef[];
}

/** A definition of a part. */
export type One<Part extends keyof Definitions> = NonNullable<Definitions[Part]>[number];

/** With `def` in the place of the one of the same id, or at the end. */
export function withDefinition<T extends { id: string }>(all: T[], def: T): T[] {
  const place = all.findIndex(({ id }) => id === def.id);
  return place < 0 ? [...all, def] : all.with(place, def);
}
