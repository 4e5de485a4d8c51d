import { useState } from 'react';
import type { Definitions, One } from '../data/definitions';
import type { Fault } from './useAdoption';
import { useDefinition } from './useDefinition';

/** Saving, or deleting, the definition that is edited; `onDone` once the engine has taken it. */
export function useEditing<Part extends keyof Definitions>(part: Part, onDone: () => void) {
  const { save, remove } = useDefinition(part);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (act: typeof save, def: One<Part>) => {
    setBusy(true);
    const refused = await act(def).finally(() => setBusy(false));
    setFault(refused);
    if (!refused) onDone();
  };
  return {
    fault,
    isBusy,
    save: (def: One<Part>) => attempt(save, def),
    remove: (def: One<Part>) => attempt(remove, def),
  };
}
