import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { Condition } from '../data/definitions';
import { leafOf, ruleOf } from './leaves';
import { isSequence } from './sequences/sequenceTest';

/** A condition as the tree that react-querybuilder edits. */
export function treeOf(condition: Condition): RuleGroupType {
  const node = nodeOf(condition);
  return 'rules' in node ? node : { combinator: 'and', rules: [node] };
}

function nodeOf(condition: Condition): RuleGroupType | RuleType {
  const { all, any, not } = condition as { all?: Condition[]; any?: Condition[]; not?: Condition };
  if (isSequence(condition)) return ruleOf(condition);
  if (all) return { combinator: 'and', rules: all.map(nodeOf) };
  // An empty group of the builder holds for all, an empty `any` for nobody.
  if (any && any.length > 0) return { combinator: 'or', rules: any.map(nodeOf) };
  if (!not) return ruleOf(condition);
  const inner = nodeOf(not);
  return 'rules' in inner && !inner.not ? { ...inner, not: true } : { combinator: 'and', not: true, rules: [inner] };
}

/** The condition that a tree stands for. */
export function conditionOf({ combinator, rules, not }: RuleGroupType): Condition {
  const parts = rules.map((part) => ('rules' in part ? conditionOf(part) : leafOf(part)));
  const [only] = parts;
  const whole = parts.length === 1 && only ? only : { [combinator === 'or' && only ? 'any' : 'all']: parts };
  return not ? { not: whole } : whole;
}

/** Whether something is still to be filled in. */
export function hasGap(part: unknown, key = ''): boolean {
  if (part === null || part === undefined || part === '') return true;
  if (Array.isArray(part)) return (part.length === 0 && key !== 'all') || part.some((one) => hasGap(one));
  return typeof part === 'object' && Object.entries(part).some(([name, one]) => hasGap(one, name));
}
