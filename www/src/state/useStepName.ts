import type { Wait } from '../data/journeys';
import { fieldLabel, ruleset } from '../data/ruleset';
import type { Language } from '../data/types';
import { useText } from '../i18n/useText';
import type { Texts } from '../i18n/zh';
import { useSession } from './session';

/** What steps of journeys are called: actions by their names, waits by how long they are, the others by their ids. */
export function useStepName() {
  const text = useText();
  const { language } = useSession().state;
  return (journey: string, id: string): string => {
    const known = ruleset().journeys?.find((one) => one.id === journey);
    const step = known?.steps.find((one) => one.id === id);
    if (step?.wait) return waitName(step.wait, text, language);
    return step?.action?.name[language] ?? id;
  };
}

function waitName({ for: period, until = '' }: Wait, { journeys, builder }: Texts, language: Language): string {
  if (!period) return `${journeys.waitUntil}: ${fieldLabel(until, language)}`;
  return `${journeys.waitFor} ${period.last} ${builder.units[period.unit]}`;
}
