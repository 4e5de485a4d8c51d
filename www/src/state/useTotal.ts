import { useAnswer } from './useAnswer';

/** How many customers there are; 0 until known. */
export function useTotal(): number {
  return useAnswer((engine, now) => engine.customers({ now, limit: 0 }), []).value?.total ?? 0;
}
