import { openEngine } from '../data/engine';
import type { Language } from '../data/types';
import { useSession } from './session';

const KEY = 'kehu-language';

/** The language chosen last; otherwise the browser's. */
export function storedLanguage(): Language {
  const known = localStorage.getItem(KEY) ?? navigator.language;
  return known.startsWith('zh') ? 'zh' : 'en';
}

/** Speaks another language: the engine goes on, from a snapshot, in one that answers in it. */
export function useLanguage() {
  const { state, update } = useSession();
  return async (language: Language) => {
    localStorage.setItem(KEY, language);
    const old = state.engine;
    const engine = old && (await openEngine(language, await old.snapshot()));
    update({ language, engine });
    old?.free();
  };
}
