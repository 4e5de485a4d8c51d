import { keepDetails } from '../data/details';
import { forgetKept, openKept, openUnkept } from '../data/engine';
import { takeRuleset } from '../data/ruleset';
import { noData } from './model';
import { useSession } from './session';

/** Forgets all data, here and in what the browser keeps, and begins anew. */
export function useForgetting() {
  const { state, update } = useSession();
  return async () => {
    const { engine, language, keeping } = state;
    takeRuleset();
    update(({ revision }) => ({ ...noData, revision: revision + 1 }));
    if (keeping === 'lost') {
      engine?.free();
      return update({ engine: await openUnkept(language) });
    }
    // What could not be kept is to be forgotten anyway.
    await engine?.close().catch(() => engine.free());
    await forgetKept();
    await keepDetails(null);
    update({ engine: await openKept(language), keeping: 'kept' });
  };
}
