import { useEffect } from 'react';
import { useSession } from './session';

/** Has the browser ask before the page is left in the middle of an import, of which nothing would stay. */
export function useLeaving() {
  const isBusy = useSession().state.work !== null;
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);
}
