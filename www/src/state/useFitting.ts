import { type Ruleset, takeRuleset } from '../data/ruleset';
import { useChange } from './useChange';

/** Fits the scores that foretell. The engine then has the models in its ruleset, and so has the page. */
export function useFitting() {
  const change = useChange();
  return () =>
    change(async (engine, { now }) => {
      const { scores } = await engine.foretell({ now });
      takeRuleset((await engine.rulesetDocument()) as Ruleset);
      return scores;
    });
}
