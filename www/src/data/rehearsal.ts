import { createEngine, type WorkerEngine } from 'kehu/worker';
import type { RuleDef } from './definitions';
import { ruleset } from './ruleset';
import type { Action, Language } from './types';

/** What a rule would do today. */
export interface Rehearsal {
  /** How many customers meet its condition. */
  matched: number;
  /** How many of them would get something. */
  customers: number;
  /** How many actions would be due in all, and some of them. */
  total: number;
  rows: Action[];
}

/** As whom, when and in which language a rule is tried. */
interface View {
  now: string;
  role?: string;
  purpose?: string;
  language: Language;
}

/** Tries a rule that need not be part of the ruleset: on a copy of all data, which has this rule only. */
export async function rehearse(engine: WorkerEngine, rule: RuleDef, view: View): Promise<Rehearsal> {
  const { language, ...asked } = view;
  const { count: matched } = await engine.segment(rule.when, { now: view.now, limit: 0 });
  const copy = await createEngine({ language, snapshot: await engine.snapshot(), recovery: false });
  try {
    const tried = { ...rule, on: 'state', enabled: true };
    await copy.adoptRuleset({ ...ruleset(), matching: JSON.parse(await engine.model()), rules: [tried] });
    const { total } = await copy.actions({ ...asked, limit: 0 });
    const { rows } = await copy.actions({ ...asked, limit: total });
    return { matched, customers: new Set(rows.map(({ customerId }) => customerId)).size, total, rows };
  } finally {
    copy.free();
  }
}
