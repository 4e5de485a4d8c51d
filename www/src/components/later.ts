import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** What was not asked for yet. */
const waiting: (() => Promise<unknown>)[] = [];

/** A component that is fetched when it is shown, or before by `fetchAll`. */
// biome-ignore lint/suspicious/noExplicitAny: as React declares components of any properties
export function later<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  waiting.push(load);
  return lazy(load);
}

/**
 * Fetches one after the other what is not here yet, and what that brings with it: a page that is open needs no network, and
 * goes on when the server has another version by now.
 */
export async function fetchAll(): Promise<void> {
  for (let load = waiting.shift(); load; load = waiting.shift()) await load().catch(() => {});
}
