import type { ActionDef, Condition, Label, Period } from './definitions';

export const SORTS = ['action', 'wait', 'branch'] as const;
export type Sort = (typeof SORTS)[number];

/** A wait: so long, or until the day that a field names. */
export interface Wait {
  for?: Period;
  until?: string;
  days?: number;
}

/** A step: exactly one of action, wait and branch. */
export interface StepDef {
  id: string;
  action?: ActionDef;
  wait?: Wait;
  branch?: { when: Condition; to: string }[];
  /** The step after it, or `end`; the one behind it in the list, where nothing is said. */
  next?: string | null;
}

/** What is done with customers step by step. */
export interface JourneyDef {
  id: string;
  name: Label;
  when: Condition;
  goal?: Condition | null;
  exit?: Condition | null;
  reentry?: Period | null;
  priority?: number;
  steps: StepDef[];
}

export const sortOf = (step: StepDef): Sort => SORTS.find((sort) => step[sort]) ?? 'action';
