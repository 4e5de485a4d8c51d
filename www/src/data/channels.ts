import type { Condition, Label, Period } from './definitions';

/** A way to reach customers: with whose consent, when not, and how often. */
export interface ChannelDef {
  id: string;
  name: Label;
  /** The fields that customers are reached by. */
  address?: string[];
  frequency?: { most: number; within: Period } | null;
  quiet?: Quiet | null;
  consent?: Condition | null;
}

/** Hours, and whole days of the week from 1 (Monday) to 7, in which nobody is reached. */
export interface Quiet {
  from?: string;
  to?: string;
  days?: number[];
}
