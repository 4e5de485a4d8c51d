import type { Action } from '../../data/types';

/** Which actions to show. */
export interface ActionFilter {
  rule?: string;
  kind?: string;
  search: string;
}

export const EVERYTHING: ActionFilter = { search: '' };

/** The actions that pass. */
export function passing(actions: Action[], { rule, kind, search }: ActionFilter): Action[] {
  const wanted = search.trim().toLowerCase();
  return actions.filter(
    (action) =>
      (!rule || action.rule === rule) &&
      (!kind || action.action === kind) &&
      (!wanted || action.customerName.toLowerCase().includes(wanted)),
  );
}
