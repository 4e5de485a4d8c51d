import type { WorkerEngine } from 'kehu/worker';
import type { Access } from '../state/model';
import type { RuleDef } from './definitions';
import type { Rehearsal } from './types';

/** Actions, and what is held back, that are listed at most. */
export const LISTED = 200;

/** Tries a rule that need not be part of the ruleset. */
export function rehearse(engine: WorkerEngine, rule: RuleDef, view: Access & { now: string }): Promise<Rehearsal> {
  // What the form left empty is left out.
  const given = JSON.parse(JSON.stringify({ ...rule, enabled: true }));
  return engine.rehearse(given, { ...view, limit: LISTED });
}
