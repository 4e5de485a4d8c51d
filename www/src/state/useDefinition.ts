import { App } from 'antd';
import { type Definitions, type One, withDefinition } from '../data/definitions';
import type { Ruleset } from '../data/ruleset';
import { useText } from '../i18n/useText';
import { useSession } from './session';
import { type Fault, useAdoption } from './useAdoption';

/** Saving and deleting definitions of one part of the ruleset; what the engine refuses is answered, the rest is told. */
export function useDefinition<Part extends keyof Definitions>(part: Part) {
  const text = useText();
  const adopt = useAdoption();
  const { message } = App.useApp();
  const { language } = useSession().state;
  const allOf = (rules: Ruleset) => (rules[part] ?? []) as One<Part>[];
  const save = async (def: One<Part>): Promise<Fault | null> => {
    const fault = await adopt((rules) => ({ ...rules, [part]: withDefinition(allOf(rules), def) }));
    if (!fault) message.success(text.definition.saved(def.name[language]));
    return fault;
  };
  const remove = async ({ id, name }: One<Part>): Promise<Fault | null> => {
    const fault = await adopt((rules) => ({ ...rules, [part]: allOf(rules).filter((one) => one.id !== id) }));
    if (!fault) message.success(text.definition.removed(name[language]));
    return fault;
  };
  return { save, remove };
}
