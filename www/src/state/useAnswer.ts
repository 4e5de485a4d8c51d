import type { WorkerEngine } from 'kehu/worker';
import { useEffect, useState } from 'react';
import { codeOf } from '../data/engine';
import { useSession } from './session';

/** An answer of the engine on its way. While a new one is awaited, the last one stays. */
export interface Answer<T> {
  value: T | null;
  error: Error | null;
  isLoading: boolean;
}

/**
 * Asks the engine, and again whenever the data, the language or one of `dependencies` changes. `ask` may say `null` when there is
 * nothing to ask.
 */
export function useAnswer<T>(
  ask: (engine: WorkerEngine, now: string) => Promise<T> | null,
  dependencies: unknown[],
): Answer<T> {
  const { engine, revision, now } = useSession().state;
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, error: null, isLoading: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is made anew at each rendering; the caller names what it depends on.
  useEffect(() => {
    const asked = engine && ask(engine, now);
    if (!asked) {
      setAnswer({ value: null, error: null, isLoading: false });
      return;
    }
    let isCurrent = true;
    setAnswer((last) => ({ ...last, isLoading: true }));
    asked.then(
      (value) => isCurrent && setAnswer({ value, error: null, isLoading: false }),
      (error: Error) => isCurrent && !isGone(error) && setAnswer({ value: null, error, isLoading: false }),
    );
    return () => {
      isCurrent = false;
    };
  }, [engine, revision, now, ...dependencies]);
  return answer;
}

/** What an engine that was let go of did not answer, the next one is asked. */
const isGone = (error: Error): boolean => codeOf(error) === 'engine/freed';
