import { keepRuleset } from '../data/details';
import { type Ruleset, ruleset, takeRuleset } from '../data/ruleset';
import type { FittedScore } from '../data/types';
import { useSession } from './session';
import { useChange } from './useChange';

/** Fits the scores that foretell. The engine then has the models in its ruleset, and so has the page. */
export function useFitting() {
  const change = useChange();
  const { keeping } = useSession().state;
  return () =>
    change(async (engine, { now }) => {
      const { scores } = await engine.foretell({ now });
      const next = withModels(ruleset(), scores);
      if (keeping === 'kept') await keepRuleset(next);
      takeRuleset(next);
      return scores;
    });
}

const MODELS = ['model', 'cycle', 'propensity'];

function withModels(rules: Ruleset, fitted: FittedScore[]): Ruleset {
  const scores = rules.scores.map((score) => {
    const outcome = fitted.find((one) => one.score === score.id);
    if (!outcome) return score;
    const models = Object.entries(outcome).filter(([key, model]) => MODELS.includes(key) && model);
    const kept = Object.entries(score.predict ?? {}).filter(([key]) => !MODELS.includes(key));
    return { ...score, predict: Object.fromEntries([...kept, ...models]) };
  });
  return { ...rules, scores };
}
