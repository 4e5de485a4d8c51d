import type { Engine, ImportProgress, Reason } from 'kehu';

export type { ImportProgress, Reason };

export type Language = 'zh' | 'en';

/** What a method of the engine answers. */
type AnswerOf<Method extends keyof Engine> = Engine[Method] extends (...args: never[]) => infer Answer ? Answer : never;

export type Cleaned = AnswerOf<'clean'>;
export type Checked = AnswerOf<'check'>;
export type Customer = AnswerOf<'customer'>;
export type QualityReport = AnswerOf<'quality'>;
export type ImportReport = ReturnType<AnswerOf<'beginImport'>['commit']>;
export type ColumnMapping = AnswerOf<'suggestMapping'>[number];
export type SegmentCount = AnswerOf<'segments'>[number];
export type TagCount = AnswerOf<'tags'>[number];
export type CustomerSummary = AnswerOf<'customers'>['rows'][number];
export type Action = AnswerOf<'actions'>['rows'][number];
export type Refusal = AnswerOf<'refusals'>['refusals'][number];
export type Operation = AnswerOf<'history'>['operations'][number];
export type Pair = AnswerOf<'duplicates'>['pairs'][number];
export type TrainOutcome = AnswerOf<'train'>;
export type Explanation = AnswerOf<'explain'>;
export type EntryMatch = Checked['matches'][number];
export type NormalizedField = Cleaned['fields'][string];
export type GoldenValue = Customer['golden'][string];
export type Contact = Customer['contacts'][number];
export type Power = NonNullable<Customer['power']>;
export type EntityList = Customer['entities'][string];
export type Funnel = AnswerOf<'funnel'>;
export type FunnelStage = Funnel['stages'][number];
export type TimelineEntry = Customer['timeline'][number];
export type FieldQuality = QualityReport['fields'][number];
export type FittedScore = AnswerOf<'foretell'>['scores'][number];
export type HandedOut = AnswerOf<'handedOut'>['rows'][number];
export type Rehearsal = AnswerOf<'rehearse'>;
export type RfmMatrix = AnswerOf<'rfm'>;
export type Kpis = AnswerOf<'kpis'>;
export type Kpi = Kpis['kpis'][number];
export type Overlap = AnswerOf<'overlap'>;
export type Profile = AnswerOf<'profile'>;
export type Clusters = AnswerOf<'clusters'>;
export type Cluster = Clusters['clusters'][number];
export type Cohorts = AnswerOf<'cohorts'>;
export type Attribution = AnswerOf<'attribution'>;
export type Associations = AnswerOf<'associations'>;
export type RuleResults = AnswerOf<'results'>[number];
export type JourneyCount = AnswerOf<'journeys'>[number];
export type AssignmentPage = AnswerOf<'assign'>;
export type Control = NonNullable<AnswerOf<'actions'>['control']>[number];
export type PastScore = AnswerOf<'scoreHistory'>[number];
export type Suggestion = Cleaned['suggestions'][number];
export type Drift = NonNullable<QualityReport['drift']>[number];
