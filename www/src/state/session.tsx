import { createContext, type ReactNode, use, useMemo, useReducer } from 'react';
import type { Language } from '../data/types';
import { type Change, initialState, reduce, type State } from './model';
import { placeOf } from './place';

export interface Session {
  state: State;
  update: (change: Change) => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ language, children }: { language: Language; children: ReactNode }) {
  const [state, update] = useReducer(reduce, { language, place: placeOf(location.hash) }, initialState);
  const session = useMemo(() => ({ state, update }), [state]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The one state of the page, and how it is changed. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('no SessionProvider above');
  return session;
}
