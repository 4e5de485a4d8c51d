import type { WorkerEngine } from 'kehu/worker';
import { openKept, openUnkept } from '../data/engine';
import { remember, remembered } from '../data/memory';
import type { Language } from '../data/types';
import type { Keeping } from './model';
import { useSession } from './session';

const KEY = 'kehu-language';

/** The language chosen last; otherwise the browser's. */
export function storedLanguage(): Language {
  const known = remembered(KEY) ?? navigator.language;
  return known.startsWith('zh') ? 'zh' : 'en';
}

/** Speaks another language: what the engine holds goes on in one that answers in it. */
export function useLanguage() {
  const { state, update } = useSession();
  return async (language: Language) => {
    remember(KEY, language);
    try {
      update({ language, engine: state.engine && (await successor(state.engine, language, state.keeping)) });
    } catch (error) {
      update({ language, engine: null, keeping: { fault: (error as Error).message } });
    }
  };
}

async function successor(engine: WorkerEngine, language: Language, keeping: Keeping): Promise<WorkerEngine> {
  if (keeping === 'kept') {
    await engine.close();
    return openKept(language);
  }
  const next = await openUnkept(language, await engine.snapshot());
  engine.free();
  return next;
}
