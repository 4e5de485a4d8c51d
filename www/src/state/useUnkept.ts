import { openUnkept } from '../data/engine';
import { takeRuleset } from '../data/ruleset';
import { noData } from './model';
import { useSession } from './session';

/** Begins anew in an engine that is gone with the tab; what the browser keeps stays as it is. */
export function useUnkept() {
  const { state, update } = useSession();
  return async () => {
    state.engine?.free();
    takeRuleset();
    const engine = await openUnkept(state.language);
    update(({ revision }) => ({ ...noData, engine, keeping: 'lost', page: 'start', revision: revision + 1 }));
  };
}
