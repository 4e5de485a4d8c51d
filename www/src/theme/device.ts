import { useSyncExternalStore } from 'react';

/** What the device says of whoever looks at it. */
class Preference {
  readonly #list: MediaQueryList;

  constructor(query: string) {
    this.#list = matchMedia(query);
  }

  /** Whether it holds at present. */
  readonly holds = () => this.#list.matches;

  /** Tells whenever that changes, until the answer is called. */
  readonly onChange = (told: () => void) => {
    this.#list.addEventListener('change', told);
    return () => this.#list.removeEventListener('change', told);
  };
}

export const darkness = new Preference('(prefers-color-scheme: dark)');
export const stillness = new Preference('(prefers-reduced-motion: reduce)');

/** Whether it holds; what uses it is drawn anew when that changes. */
export const usePreference = ({ holds, onChange }: Preference) => useSyncExternalStore(onChange, holds);
