import type { Condition } from '../../data/definitions';
import type { NumberTest } from '../events/eventTest';

/** Of how many contacts something holds, in the engine's language. */
export interface ContactsTest {
  any?: Condition;
  all?: Condition;
  none?: Condition;
  where?: Condition;
  count?: NumberTest;
}

export const QUANTIFIERS = ['any', 'all', 'none', 'count'] as const;
export type Quantifier = (typeof QUANTIFIERS)[number];

export const quantifierOf = (test: ContactsTest): Quantifier => QUANTIFIERS.find((name) => name in test) ?? 'any';

/** What holds of them; all contacts count where nothing is said. */
export const testedOf = ({ any, all, none, where }: ContactsTest): Condition =>
  any ?? all ?? none ?? where ?? { all: [] };

export function withQuantifier(test: ContactsTest, quantifier: Quantifier): ContactsTest {
  const tested = testedOf(test);
  return quantifier === 'count' ? { where: tested, count: { op: 'gte', n: 2 } } : { [quantifier]: tested };
}

export const withTested = (test: ContactsTest, tested: Condition): ContactsTest =>
  test.count ? { ...test, where: tested } : { [quantifierOf(test)]: tested };
