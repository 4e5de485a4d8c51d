import type { Condition, Label, ScoreDef, SegmentDef } from './definitions';
import { type Ruleset, ruleset } from './ruleset';

/** A number by which customers can be grouped. */
export interface Feature {
  id: string;
  name: Label;
  /** A numeric field or a score; without one, a test of events of which what is tested is taken. */
  field?: string;
  measure?: Condition;
  isMoney?: boolean;
}

/** The words of both languages that names are made of. */
export interface FeatureWords {
  recency: (event: string) => string;
  count: (event: string) => string;
  money: (event: string) => string;
}

const NUMBERS = ['number', 'amount'];

/** Where the groups that were kept are in the ruleset. */
const KEPT = 'groups';

/** The first are those by which customers are grouped if nothing else is chosen. */
export const USUAL = 3;

/** What customers can be grouped by: what they bought, numbers of their company, and scores. */
export function features(words: Record<'zh' | 'en', FeatureWords>): Feature[] {
  const { fields, scores } = ruleset();
  const own = fields.filter(({ kind, entity }) => NUMBERS.includes(kind) && entity !== 'contact');
  return [
    ...bought(words),
    ...own.map(({ name, label, kind }) => ({ id: name, name: label, field: name, isMoney: kind === 'amount' })),
    ...scores
      .filter(({ cluster }) => !cluster)
      .map(({ id, name }) => ({ id: `score.${id}`, name, field: `score.${id}` })),
  ];
}

/** When last, how often and for how much: of the events that the RFM score is about. */
function bought(words: Record<'zh' | 'en', FeatureWords>): Feature[] {
  const { scores, events } = ruleset();
  const rfm = scores.find((score) => score.rfm)?.rfm;
  const event = events.find(({ id }) => id === rfm?.event);
  if (!rfm || !event) return [];
  const feature = (id: keyof FeatureWords, agg: Condition): Feature => ({
    id,
    name: { zh: words.zh[id](event.name.zh), en: words.en[id](event.name.en) },
    measure: { event: event.id, agg: { op: 'gte', n: 0, ...agg } },
  });
  return [
    feature('recency', { fn: 'days_since_last' }),
    feature('count', { fn: 'count' }),
    { ...feature('money', { fn: 'sum', field: rfm.amount }), isMoney: true },
  ];
}

/** A feature as the engine is asked for it. */
export const asked = ({ name, field, measure }: Feature, language: keyof Label) =>
  field ?? { name: name[language], measure: measure ?? {} };

/** The ruleset with a score that tells the group of a customer, and a segment of each group, in the place of those kept before. */
export function withGroups(rules: Ruleset, by: Feature[], groups: Label[], title: Label): Ruleset {
  const score: ScoreDef = {
    id: KEPT,
    name: title,
    cluster: {
      k: groups.length,
      features: by.map(({ name, field, measure }) => (field ? { field } : { name, measure })),
    },
    buckets: groups.map((name, place) => ({ id: bucketOf(place), name, min: place + 1 })),
  };
  const segments: SegmentDef[] = groups.map((name, place) => ({
    id: `${KEPT}_${place + 1}`,
    name,
    when: { score: KEPT, bucket: bucketOf(place) },
  }));
  return {
    ...rules,
    scores: [...rules.scores.filter(({ id }) => id !== KEPT), score],
    segments: [...rules.segments.filter(({ id }) => !isKept(id)), ...segments],
  };
}

const bucketOf = (place: number): string => `g${place + 1}`;

const isKept = (segment: string): boolean => new RegExp(`^${KEPT}_\\d+$`).test(segment);
