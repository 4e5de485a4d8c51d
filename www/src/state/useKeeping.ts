import { useEffect } from 'react';
import { keepDetails } from '../data/details';
import { useSession } from './session';

/** Keeps what the page knows besides the engine, whenever it changes. Where that fails the data is shown without it the next time. */
export function useKeeping() {
  const { keeping, dataset, learned } = useSession().state;
  useEffect(() => {
    if (keeping !== 'kept') return;
    keepDetails(dataset && { dataset, learned }).catch(() => {});
  }, [keeping, dataset, learned]);
}
