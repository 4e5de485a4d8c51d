import { App } from 'antd';
import type { WorkerEngine } from 'kehu/worker';
import { isUnkept } from '../data/engine';
import { useSession } from './session';

/** Who changes something, and when. */
export interface By {
  actor: string;
  now: string;
}

/**
 * Changes the data in the name of the role in use; then all that was asked is asked again. Answers what `act` does, or
 * `null` after telling what went wrong.
 */
export function useChange() {
  const { message } = App.useApp();
  const { state, update } = useSession();
  return async <T>(act: (engine: WorkerEngine, by: By) => Promise<T>): Promise<T | null> => {
    if (!state.engine) return null;
    const now = new Date().toISOString();
    try {
      const outcome = await act(state.engine, { actor: state.access.role, now });
      update(({ revision }) => ({ revision: revision + 1, now }));
      return outcome;
    } catch (error) {
      if (isUnkept(error)) update({ keeping: 'full' });
      else message.error((error as Error).message);
      return null;
    }
  };
}
