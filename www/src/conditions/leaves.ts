import type { RuleType } from 'react-querybuilder';
import type { Condition } from '../data/definitions';
import { operand, operandOf } from './operators';
import { isSequence } from './sequences/sequenceTest';

/** The names of rules that are no test of a field; the sign keeps them from meeting the name of one. */
export const MARKS = { tag: '@tag', segment: '@segment', stage: '@stage' } as const;
export const SCORE = '@score.';
export const EVENT = '@event';
export const CONTACTS = '@contacts';
export const SEQUENCE = '@sequence';
export const TYPED = '@typed';

/** The test of a score for its bucket. */
export const BUCKET = 'bucket';

type Mark = keyof typeof MARKS;
const NAMES = Object.keys(MARKS) as Mark[];

/** What a rule of that name says that customers bear, or are in. */
export const markOf = (field: string): Mark | undefined => NAMES.find((mark) => MARKS[mark] === field);

/** A part of a condition that combines nothing, as a rule of the builder. */
export function ruleOf(leaf: Condition): RuleType {
  const mark = NAMES.find((name) => name in leaf);
  if (mark) return { field: MARKS[mark], operator: '=', value: leaf[mark] };
  if ('score' in leaf) return scoreRule(leaf);
  if ('contacts' in leaf) return { field: CONTACTS, operator: '=', value: leaf.contacts };
  if (isSequence(leaf)) return { field: SEQUENCE, operator: '=', value: leaf };
  if ('event' in leaf) return { field: EVENT, operator: '=', value: leaf };
  if ('field' in leaf && !('default' in leaf))
    return { field: String(leaf.field), operator: String(leaf.op), value: leaf.value ?? '' };
  return { field: TYPED, operator: '=', value: leaf };
}

function scoreRule({ score, bucket, op, value }: Condition): RuleType {
  const field = `${SCORE}${score}`;
  return bucket === undefined ? { field, operator: String(op), value } : { field, operator: BUCKET, value: bucket };
}

/** What a rule of the builder says in the engine's language; what is not filled in is `null`. */
export function leafOf({ field, operator, value }: RuleType): Condition {
  const mark = markOf(field);
  if (mark) return { [mark]: operand('equals', value) };
  if (field === EVENT || field === SEQUENCE) return value;
  if (field === CONTACTS) return { contacts: value };
  if (field === TYPED) return typeof value === 'object' ? value : { text: value };
  if (field.startsWith(SCORE)) {
    const score = field.slice(SCORE.length);
    const tested = operand(operator, value);
    return operator === BUCKET ? { score, bucket: tested } : { score, op: operator, value: tested };
  }
  if (operandOf(operator) === 'none') return { field, op: operator };
  return { field, op: operator, value: operand(operator, value) };
}
