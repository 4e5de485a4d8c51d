import { useEffect } from 'react';
import { claim } from '../data/claim';
import { loadDetails } from '../data/details';
import { codeOf, openKept, openUnkept } from '../data/engine';
import { type Ruleset, takeRuleset } from '../data/ruleset';
import type { Language } from '../data/types';
import type { State } from './model';
import { useSession } from './session';

/** Opening claims the data of the browser, which must happen once, however often components are mounted. */
let isBegun = false;

/** Opens the engine with all that is kept, once no other tab has it. */
export function useOpening() {
  const { state, update } = useSession();
  const { language } = state;
  useEffect(() => {
    if (isBegun) return;
    isBegun = true;
    const open = async () => {
      await claim(() => update({ keeping: 'elsewhere' }));
      update(await opened(language));
    };
    open().catch((error: Error) => update({ keeping: { fault: error.message } }));
  }, [language, update]);
}

async function opened(language: Language): Promise<Partial<State>> {
  try {
    return { keeping: 'kept', ...(await restored(language)) };
  } catch (error) {
    if (!codeOf(error).startsWith('store/')) throw error;
    return { keeping: 'lost', engine: await openUnkept(language) };
  }
}

/** The details are written after the engine's own data; where that was the last that happened, data is shown without them. */
async function restored(language: Language): Promise<Partial<State>> {
  const engine = await openKept(language);
  takeRuleset((await engine.rulesetDocument()) as Ruleset);
  const { records, events } = await engine.edition();
  if (records + events === 0) return { engine };
  const details = await loadDetails().catch(() => undefined);
  const dataset = details?.dataset ?? { isSample: false, files: [], preview: null };
  return { engine, dataset, learned: details?.learned ?? null, isRestored: true };
}
