import { fieldKind } from './ruleset';
import { scoreUnit } from './scores';

const SCORE = 'score.';

/** Whether a field, a figure, or a score written as `score.` and its id, counts in money. */
export const isMoney = (path: string): boolean =>
  path.startsWith('money.') ||
  fieldKind(path) === 'amount' ||
  (path.startsWith(SCORE) && scoreUnit(path.slice(SCORE.length)) === 'money');
