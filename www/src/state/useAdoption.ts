import { codeOf, isUnkept } from '../data/engine';
import { type Ruleset, ruleset, takeRuleset } from '../data/ruleset';
import { useSession } from './session';

/** Why the engine refused something, and where in it the fault lies. */
export interface Fault {
  message: string;
  path: string;
}

/**
 * Changes definitions of the ruleset in use; the engine journals that. Answers why it was refused, or
 * `null`; what was refused changes nothing.
 */
export function useAdoption() {
  const { state, update } = useSession();
  return async (change: (ruleset: Ruleset) => Ruleset): Promise<Fault | null> => {
    const { engine } = state;
    if (!engine) return null;
    try {
      // The matching model may have been learned meanwhile, and goes on as it is.
      const next = { ...change(ruleset()), matching: JSON.parse(await engine.model()) };
      await engine.adoptRuleset(next);
      takeRuleset(next);
      update(({ revision }) => ({ revision: revision + 1, now: new Date().toISOString() }));
      return null;
    } catch (error) {
      if (codeOf(error) === '') throw error;
      if (isUnkept(error)) update({ keeping: 'full' });
      return faultOf(error);
    }
  };
}

export function faultOf(error: unknown): Fault {
  const { message, path } = error as { message: string; path?: string };
  return { message, path: path ?? '' };
}
