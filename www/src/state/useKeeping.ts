import { useEffect } from 'react';
import { keepDetails } from '../data/details';
import { useSession } from './session';

/** Keeps what the page knows besides the engine, whenever it changes. */
export function useKeeping() {
  const { state, update } = useSession();
  const { keeping, dataset, learned } = state;
  useEffect(() => {
    if (keeping !== 'kept') return;
    const kept = keepDetails(dataset && { dataset, learned });
    kept.catch((error: Error) => update({ failure: { message: error.message } }));
  }, [keeping, dataset, learned, update]);
}
