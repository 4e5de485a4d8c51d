import { useEffect } from 'react';
import type { State } from './model';
import { hashOf, placeOf } from './place';
import { useSession } from './session';

/**
 * Keeps the address of the browser and the place in the page the same, so that going back, going forward, loading anew and
 * a bookmark lead where they are meant to. An import under way is not left.
 */
export function useAddress() {
  const { state, update } = useSession();
  const hash = hashOf(state);
  const isBusy = state.work !== null;
  useEffect(() => {
    if (hash === hashOf(placeOf(location.hash))) return;
    history.pushState(null, '', hash);
  }, [hash]);
  useEffect(() => {
    const follow = () => (isBusy ? history.pushState(null, '', hash) : update(followed));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [hash, isBusy, update]);
}

/** The place of the address; what is searched for is none of it, and stays. */
function followed({ filter: { search } }: State): Partial<State> {
  const place = placeOf(location.hash);
  return { ...place, filter: { ...place.filter, search } };
}
