import { createContext, type ReactNode, use, useLayoutEffect, useMemo, useState } from 'react';
import { type Choice, storeChoice, storedChoice } from './choice';
import { darkness, usePreference } from './device';
import { type Palette, paint, palettes, type Scheme } from './palette';

interface Look {
  choice: Choice;
  choose: (choice: Choice) => void;
  scheme: Scheme;
}

const LookContext = createContext<Look | null>(null);

export function SchemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const device = usePreference(darkness) ? 'dark' : 'light';
  const scheme = choice === 'system' ? device : choice;
  useLayoutEffect(() => paint(scheme), [scheme]);
  const look = useMemo(() => {
    const choose = (next: Choice) => {
      storeChoice(next);
      setChoice(next);
    };
    return { choice, choose, scheme };
  }, [choice, scheme]);
  return <LookContext value={look}>{children}</LookContext>;
}

/** Whether the page is light or dark, and how that is chosen. */
export function useLook(): Look {
  const look = use(LookContext);
  if (!look) throw new Error('no SchemeProvider above');
  return look;
}

/** The colours in use, for charts, which no style sheet reaches. */
export const usePalette = (): Palette => palettes[useLook().scheme];
