/** The tests that a field of a kind admits, by the names of the engine's language. */
const KNOWN = ['exists', 'missing'];
const TEXT = ['equals', 'not_equals', 'in', 'not_in', 'contains', 'contains_any', 'starts_with', 'ends_with', 'pinyin'];
const ORDERED = ['gte', 'lte', 'gt', 'lt', 'between', 'equals', 'not_equals'];
const NUMBER = [...ORDERED, 'in', 'not_in'];
const DATE = ['within_next_days', 'within_last_days', 'older_than_days', 'anniversary', 'before', 'after', ...ORDERED];

export const isNumeric = (kind: string): boolean => kind === 'number' || kind === 'amount';

/** The tests of a field of that kind. */
export function operatorsOf(kind: string): string[] {
  if (isNumeric(kind)) return [...NUMBER, ...KNOWN];
  return [...(kind === 'date' ? DATE : TEXT), ...KNOWN];
}

/** Tests of a count, a score or an aggregate that is a number. */
export const COUNT_OPERATORS = ORDERED.filter((op) => op !== 'between');

/** What a test compares with. */
export type Operand = 'none' | 'one' | 'two' | 'many' | 'days';

const OPERANDS: Record<string, Operand> = {
  exists: 'none',
  missing: 'none',
  between: 'two',
  in: 'many',
  not_in: 'many',
  contains_any: 'many',
  within_next_days: 'days',
  within_last_days: 'days',
  older_than_days: 'days',
  anniversary: 'days',
};

export const operandOf = (op: string): Operand => OPERANDS[op] ?? 'one';

/** The values in a value of whatever shape the test before had. */
export const valuesIn = (value: unknown): unknown[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== '' && one !== null && one !== undefined);

/** A value in the shape that a test compares with; what is not filled in is `null`. */
export function operand(op: string, value: unknown): unknown {
  const [first = null, second = null] = valuesIn(value);
  const shape = operandOf(op);
  if (shape === 'many') return valuesIn(value);
  return shape === 'two' ? [first, second] : first;
}
