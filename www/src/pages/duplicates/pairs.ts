import { fieldRank } from '../../data/ruleset';
import type { Pair } from '../../data/types';

/** The lists of the page. */
export const LISTS = ['review', 'match', 'deferred', 'refused'] as const;
export type List = (typeof LISTS)[number];

/** What to ask for the pairs of a list. */
export const QUERIES = {
  review: { decision: 'review' },
  match: { decision: 'match' },
  deferred: { verdict: 'defer' },
} as const;
export type PairsOf = keyof typeof QUERIES;

/** Names a pair. */
export const keyOf = (pair: Pair): string => `${pair.left} ${pair.right}`;

type SourceRecord = Pair['records'][number];

/** The two records of a pair. */
export const sidesOf = (pair: Pair) => pair.records as [SourceRecord, SourceRecord];

/** What a record is called. */
export const nameOf = (record: SourceRecord): string => record.fields?.company ?? record.fields?.contact ?? record.id;

/** A field of both records. */
export interface FieldPair {
  field: string;
  left: string;
  right: string;
  /** Both say something, and not the same. */
  differs: boolean;
}

/** The fields that one of the records has, in the ruleset's order; the source stands above them. */
export function fieldsOf(pair: Pair): FieldPair[] {
  const [left, right] = sidesOf(pair);
  const names = new Set([...Object.keys(left.fields ?? {}), ...Object.keys(right.fields ?? {})]);
  names.delete('source');
  const pairs = [...names].map((field) => {
    const [a, b] = [left.fields?.[field] ?? '', right.fields?.[field] ?? ''];
    return { field, left: a, right: b, differs: a !== b && a !== '' && b !== '' };
  });
  return pairs.sort((a, b) => fieldRank(a.field) - fieldRank(b.field));
}
