/// <reference lib="esnext.disposable" />
import type { Ruleset } from './ruleset.js';

export type * from './ruleset.js';

/** Where the WebAssembly module comes from, for `init` and `initSync`. */
export type ModuleSource = WebAssembly.Module | BufferSource | Response | Promise<Response> | URL | string;

/** A language of the user-facing texts. */
export type TextLanguage = 'zh' | 'en';

/** A moment: ISO 8601 text or a `Date`. */
export type Time = string | Date;

/**
 * A customer record as the source has it: an object with any fields and any plain values. Lists, maps, `FormData` and
 * promises are none.
 */
export type RecordInput = PlainObject;

/** An object of data, be it a literal, what `JSON.parse` gives or of a class; no list, map, function, date or promise. */
export type PlainObject = { [name: string]: unknown } | (object & NotData);

/** What tells data from what only a program can read. */
interface NotData {
  [Symbol.iterator]?: never;
  [Symbol.hasInstance]?: never;
  [Symbol.toPrimitive]?: never;
  then?: never;
}

/** The kinds of field. */
export type Kind =
  | 'phone'
  | 'email'
  | 'company_name'
  | 'person_name'
  | 'region'
  | 'address'
  | 'uscc'
  | 'resident_id'
  | 'bank_card'
  | 'url'
  | 'date'
  | 'amount'
  | 'number'
  | 'industry'
  | 'job_title'
  | 'wechat_id'
  | 'text';

/** What a normalizer must know besides the value. */
export interface NormalizeContext {
  /** ISO 3166 code of the country that a value without one belongs to; `CN` where absent. */
  country?: string | undefined;
  /** The day, as ISO 8601, that completes dates without a year and decides what lies in the future. */
  referenceDate?: string | undefined;
  /** Minutes from UTC of times written without an offset; 480 where absent. */
  utcOffset?: number | undefined;
}

/** The one error of this package. */
export class KehuError extends Error {
  /** Stable, `area/what`. */
  readonly code: string;
  /** Where in the input the fault lies; may be empty. */
  readonly path: string;
  /** Whether the same call may succeed when made again. */
  readonly retryable: boolean;
}

/**
 * Loads the module. Calling it again is free. `createEngine` and the schemas do it by themselves; in Node, in worker
 * threads and at the edge nobody needs to.
 */
export function init(input?: ModuleSource): Promise<void>;

/** As `init`, at once, from a compiled module or its bytes. */
export function initSync(module: WebAssembly.Module | BufferSource): void;

/** The canonical form of one value. */
export function normalize(
  kind: Kind,
  input: string | number | bigint | null | undefined,
  context?: NormalizeContext & {
    /** The only parts to give; all where absent. */
    parts?: readonly string[] | undefined;
  },
): Normalized;

/** The answers to a list of values, column by column; the place in each is the place in the list. */
export interface NormalizedColumns {
  /** The canonical forms, `null` where there is none. */
  value: (string | null)[];
  /** The forms to show to people. */
  display: string[];
  /** How far each can be trusted. */
  status: Status[];
  /** The parts asked for, by name; `null` where a value has no such part. */
  parts: { [name: string]: (string | null)[] };
  /** What is to be said of values that are not simply valid, or not alone in their cell; the others are not in it. */
  notes: Map<number, { reasons: Reason[]; also: Normalized[] }>;
}

/** The canonical forms of a list of values in one call, several times as quick as one by one. */
export function normalizeMany(
  kind: Kind,
  inputs: readonly (string | number | bigint | null | undefined)[],
  options?: NormalizeContext & {
    /** Parts to give as columns, such as `e164` of a phone or `pinyin` of a text; values in `also` have them too. */
    parts?: readonly string[] | undefined;
  },
): NormalizedColumns;

/** Many values, one a line (with `jsonl`, one JSON string a line), answered by one JSON object a line. */
export function normalizeLines(
  kind: Kind,
  lines: Uint8Array | string,
  options?: NormalizeContext & { jsonl?: boolean | undefined },
): Uint8Array;

/** The names of the rulesets that come with the package. */
export function presets(): string[];

/** The JSON text of one of them. */
export function preset(name: string): string;

/** A reason in words. */
export function reasonText(reason: Reason, language?: TextLanguage): string;

/** The version of the engine. */
export function version(): string;

/** Bytes of any holder: all at once, a file, a stream, or chunk by chunk. */
export type ByteSource =
  | Uint8Array
  | ArrayBuffer
  | string
  | Blob
  | ReadableStream<Uint8Array>
  | Iterable<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** The UTF-8 chunks of a text file in UTF-8, UTF-16, GB18030 or Big5. */
export function decodeCsv(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined>;

/** A place that keeps an engine, as `kehu/store` makes them. */
export interface EngineStore {
  load(): Promise<{ snapshot: Uint8Array | null; frames: Uint8Array[] }>;
  attach(engine: Engine): void;
}

/** How to open an engine. */
export interface EngineOptions {
  /** A ruleset: the name of a preset, its JSON text, or the object. `b2b-cn` where absent. */
  ruleset?: string | Ruleset | PlainObject | undefined;
  /** Language of texts; Chinese where absent. */
  language?: TextLanguage | undefined;
  /** Whether records of one source may be the same customer (`dedupe`) or only those of different sources (`link`). */
  mode?: 'dedupe' | 'link' | undefined;
  /**
   * When linking, how many records of one source may be linked to one of another: `one_to_many` where the first source knows each
   * customer once, `many_to_one` where the others do, `auto` as the data of whole files say; `many_to_many` where absent. An
   * engine that lives on should name what was found (`links` of a report).
   */
  links?: 'auto' | 'one_to_one' | 'one_to_many' | 'many_to_one' | 'many_to_many' | undefined;
  /** The state to start from; its own ruleset holds. */
  snapshot?: Uint8Array | null | undefined;
  /** Journal frames committed after `snapshot`. */
  journal?: Uint8Array | undefined;
  /** Keeps the engine: loads what is there and hears what is committed. */
  store?: EngineStore | undefined;
  /** `false` keeps no copy of the state to recover from a crash with: half the memory, no second chance, and, without
   * `store`, no frames for `onCommit`. */
  recovery?: boolean | undefined;
  /** The WebAssembly module, for `kehu/slim`. */
  module?: ModuleSource | undefined;
}

/** Opens an engine; loads the module first where that has not happened. */
export function createEngine(options?: EngineOptions): Promise<Engine>;

/** The time of a question or change; the host's clock where absent. */
export interface AtTime {
  now?: Time | undefined;
}

/** As whom, and what for, something is read; the host itself, which sees everything, where absent. */
export interface Reader {
  role?: string | undefined;
  purpose?: string | undefined;
}

/** What is seen when. */
export interface View extends AtTime, Reader {}

/** Who made a change, and why. */
export interface Change extends AtTime {
  actor?: string | undefined;
  reason?: string | undefined;
}

/** A page of a list. */
export interface Page {
  offset?: number | undefined;
  limit?: number | undefined;
}

/** Customers: the id of a segment of the ruleset, or a condition. */
export type Audience = string | PlainObject;

/** Events of a type, or those of them that meet a condition on their properties. */
export interface EventFilter {
  event: string;
  where?: PlainObject | undefined;
}

/** Which cohorts are wanted. */
export interface CohortQuery extends AtTime {
  /** With whose first occurrence a customer begins; any event, where absent. */
  began?: EventFilter | undefined;
  /** By which a customer comes back; the same as `began`, where absent. */
  came?: EventFilter | undefined;
  /** The period of the calendar; a month, where absent. */
  unit?: 'week' | 'month' | 'quarter' | undefined;
  /** How many cohorts, the running period among them; 12, where absent. */
  periods?: number | undefined;
  of?: Audience | undefined;
}

/** What is credited to which contacts. */
export interface AttributionQuery extends AtTime {
  conversion: EventFilter;
  /** The property of a conversion that holds what it is worth. */
  value?: string | undefined;
  /** The types of event that are contacts. */
  touches: readonly string[];
  /** Their property that names the channel; `channel`, where absent. */
  channel?: string | undefined;
  /** How long before a conversion contacts count; 90 days, where absent. */
  lookback?:
    | { last: number; unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'; calendar?: boolean | undefined }
    | undefined;
  /** All, where absent. */
  models?: readonly ('first' | 'last' | 'linear' | 'time_decay' | 'position' | 'markov')[] | undefined;
  /** For `time_decay`, in days; 7, where absent. */
  halfLife?: number | undefined;
  from?: Time | undefined;
  until?: Time | undefined;
}

/** Of which time key figures are wanted, and by what they are counted. */
export interface KpiQuery extends AtTime {
  /** 90 days before `until`, where absent. */
  from?: Time | undefined;
  until?: Time | undefined;
  /** `order` with `amount` and `product`, where absent. */
  purchase?:
    | {
        event?: string | undefined;
        where?: PlainObject | undefined;
        amount?: string | undefined;
        product?: string | undefined;
      }
    | undefined;
  won?: EventFilter | undefined;
  /** What was spent in that time, as decimal texts. */
  costs?: { marketing?: string | undefined; sales?: string | undefined } | undefined;
  satisfaction?: { event: string; property: string } | undefined;
  nps?: { event: string; property: string } | undefined;
  /** Who bought so many days before a time can be lost in it; 365, where absent. */
  activeDays?: number | undefined;
  of?: Audience | undefined;
}

/** Which things are looked at, and how sure a rule must be. */
export interface AssociationQuery extends View {
  /** `order`, where absent. */
  event?: string | undefined;
  /** `product`, where absent. */
  property?: string | undefined;
  /** The property that names the basket; all that a customer bought is one, where absent. */
  basket?: string | undefined;
  /** 0.01, where absent. */
  minSupport?: number | undefined;
  /** 0.1, where absent. */
  minConfidence?: number | undefined;
  /** 20, where absent. */
  limit?: number | undefined;
}

/** By what customers are grouped. */
export interface ClusterQuery extends View {
  /** Fields, figures, `score.` and a score, or a test of events of which what is tested is taken. */
  features: readonly (string | { name: string; measure: PlainObject })[];
  /** Whatever divides them best, where absent. */
  k?: number | undefined;
  of?: Audience | undefined;
  ids?: boolean | undefined;
}

/** Which customers to list. */
export interface CustomerQuery extends View, Page {
  search?: string | undefined;
  segment?: string | undefined;
  tag?: string | undefined;
  /**
   * What puts them in order: `name`, `records`, `contacts`, `events.count`, `events.last`, `events.amount`, `stage`, a field
   * that the role sees in full, or `score.` and a score. That of their first record, where absent.
   */
  sort?: string | undefined;
  /** Whether the greatest comes first. Those of whom nothing is known come last either way. */
  descending?: boolean | undefined;
}

/** Which events of a customer: a page of 100 where nothing is said. */
export interface TimelineFilter extends Page {
  /** Only events of these types. */
  types?: readonly string[] | undefined;
  /** Only events that concern this contact: name, mobile number, or the id of one of its records. */
  contact?: string | undefined;
  /** Only events from this instant, or day, on. */
  from?: Time | undefined;
  /** Only events before this instant, or day. */
  until?: Time | undefined;
}

/** What columns mean, column by column: a field's name, `null` for none, or both field and unit. */
export type Mapping = { readonly [column: string]: Target };

/**
 * What a column means: a field's name, `null` to leave it alone, or the field and the unit of its numbers (that of the header
 * where absent, none where empty). What `suggestMapping` says of a column will do without its `column`.
 */
export type Target =
  | string
  | null
  | {
      field: string | null;
      unit?: string | null | undefined;
      confidence?: number | null | undefined;
      alternatives?: readonly string[] | undefined;
      column?: never;
    };

/** What an import brings. */
export interface ImportOptions extends AtTime {
  kind?: 'records' | 'events' | undefined;
  /** The name of the source system: of records that name none; when linking, of all. */
  source?: string | undefined;
  format?: 'csv' | 'ndjson' | undefined;
  /** The column of the record id. */
  id?: string | undefined;
  /** Columns that take no part in matching. */
  ignore?: readonly string[] | undefined;
  /** The column of the true customer, for `evaluate`. */
  truth?: string | undefined;
  /** What each column means; guessed from names and values where absent. */
  mapping?: Mapping | undefined;
  /** Whether the matching model is learned from these records before they are matched; the first import only. */
  train?: boolean | undefined;
}

/** What an outside source knows of a customer. */
export interface EnrichmentInput {
  /** Values by field. */
  fields: RecordInput;
  /** The name of the source. */
  source: string;
  /** When the source knew it; now, where absent. */
  at?: Time | undefined;
  /** How sure it is, from 0 to 1; where absent, as sure as what customers say themselves. */
  confidence?: number | undefined;
}

/** How far an import is. */
export type ImportProgress = Progress;

/** Hearing of progress, and stopping. */
export interface RunOptions {
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** How a whole source is imported. */
export interface ImportRunOptions extends RunOptions {
  /** Whether a source that stops leaves the import as it is (`import/interrupted`), to be run again with the bytes that
   * follow the `received` ones. Where absent, it ends the import without a trace. */
  resumable?: boolean | undefined;
}

/** A bulk import: push the bytes of a file, then commit. Until then nothing is changed. */
export interface ImportJob {
  push(chunk: Uint8Array | ArrayBuffer | string): ImportProgress;
  progress(): ImportProgress;
  commit(): ImportReport;
  /** As `commit`, giving way to other work between steps, so that a signal can cancel it. */
  commitInSteps(options?: RunOptions): Promise<ImportReport>;
  /** How many bytes of the file were taken in: where to go on when its source has stopped. */
  readonly received: number;
  /** Pushes a whole source and commits it in steps. */
  run(source: ByteSource, options?: ImportRunOptions): Promise<ImportReport>;
  abort(): void;
}

/** Learning the matching model anew. Until it is committed nothing is changed. */
export type TrainingJob = Pick<ImportJob, 'progress' | 'commit' | 'commitInSteps' | 'abort'>;

/** How a record is cleaned; with `now`, values that are older than they may be are told as well. */
export interface CleanOptions extends AtTime {
  /** Language of the issues; the engine's where absent. */
  language?: TextLanguage | undefined;
  /** Fields that must be filled besides those of the ruleset: the ruleset's names, or the record's own. */
  required?: readonly string[] | undefined;
}

/** An action, or a customer of a control group, that the host has taken over: rows of `actions` and `control` as they come. */
export interface Acknowledged {
  key: string;
  rule: string;
  customerId: string;
  action?: string | undefined;
  /** The channel that it uses, which frequency caps go by. */
  channel?: string | null | undefined;
  /** The variant of its rule's experiment, which results go by. */
  variant?: string | null | undefined;
}

/** What became of an action. */
export interface Report {
  /** The action's key. */
  key: string;
  outcome: Outcome;
  /** When; now, where nothing is said. */
  at?: Time | undefined;
  /** What it was worth. */
  value?: number | string | undefined;
}

/** One set of customers with everything known of them. */
export interface Engine extends Disposable {
  /** The identity of the ruleset in use. */
  ruleset(): RulesetInfo;
  /** How much the engine holds, and of which edition. */
  edition(): Edition;
  /** The ruleset in force, whole: what `createEngine` and `adoptRuleset` take. */
  rulesetDocument(): Ruleset;
  /** The matching model in use, as JSON text. */
  model(): string;
  /**
   * Learns the matching model from the records that are here and from what was decided about pairs of them, and matches
   * all records anew. The model then is part of the ruleset in use.
   */
  train(): TrainOutcome;
  /**
   * As `train`, step by step: `await engine.beginTraining().commitInSteps({ onProgress, signal })`. Given up, it leaves the
   * model as it was. The report's `training`, `matches`, `reviews`, `customers` and `blocking` tell what came of it.
   */
  beginTraining(): TrainingJob;
  /**
   * Fits the scores of the ruleset that foretell (purchases, churn, lifetime value) on the customers that are here. The
   * models then are part of the ruleset in use; where there is too little to tell, a score has none, and no value.
   */
  foretell(options?: AtTime): ForetellOutcome;
  /**
   * The header and the first rows of a CSV file, of which the first bytes are given, in UTF-8 (see `decodeCsv`): what an import
   * reads there. Lines above the header, such as a title, stand among the `rejects`.
   */
  readHead(start: Uint8Array | ArrayBuffer | string, options?: Partial<HeadQuery>): Head;
  /** Which field each column probably holds. */
  suggestMapping(headers: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping[];
  /** Cleans one record and says what is wrong with it. */
  clean(record: RecordInput, options?: CleanOptions): CleanResult;
  /** Says who a record already is. */
  check(record: RecordInput, options?: Reader & { limit?: number | undefined }): CheckResult;
  /** Adds or replaces records. */
  upsert(records: readonly RecordInput[], options?: AtTime & { source?: string | undefined }): UpsertOutcome;
  /** Adds what an outside source knows of a record's customer, as a record of that source; see `unmerge`. */
  enrich(record: string, known: EnrichmentInput, options?: AtTime & { actor?: string | undefined }): UpsertResult;
  /** Adds events and says what they changed. */
  track(events: readonly RecordInput[], options?: AtTime): TrackOutcome;
  /** Starts a bulk import; one at a time. */
  beginImport(options?: ImportOptions): ImportJob;
  /** The rows of the last import that could not be read, as CSV. */
  rejects(): Uint8Array;
  /** A page of customers. */
  customers(query?: CustomerQuery): CustomerPage;
  /** All that is known of one customer, as the role may see it. */
  customer(id: string, view?: View & { timeline?: TimelineFilter | undefined }): Customer;
  /**
   * Pairs of records that are, or may be, the same: those that nobody ruled on, or with `verdict` those on which somebody
   * did so.
   */
  duplicates(
    query?: Reader &
      Page & { decision?: 'match' | 'review' | undefined; verdict?: 'same' | 'distinct' | 'defer' | undefined },
  ): ReviewPage;
  /** The segments of the ruleset with their sizes. */
  segments(options?: AtTime): SegmentCount[];
  /** The tags of the ruleset with their sizes. */
  tags(options?: AtTime): TagCount[];
  /** A score of a customer at the ends of the last months (12), and now, from the events up to each of them. */
  scoreHistory(customerId: string, score: string, options?: AtTime & { months?: number | undefined }): PastScore[];
  /** What the ruleset says to no purpose: tags nobody uses, conditions that can never hold, duplicates. */
  lint(): LintFinding[];
  /**
   * Who is in a segment, or meets a condition; all of them, or those of a page (`limit: 0` only counts). What the parts of
   * earlier conditions said is remembered while it stands, so that a condition that is being edited costs what is new in it.
   */
  segment(idOrCondition: string | PlainObject, options?: AtTime & Page): SegmentAnswer;
  /**
   * A condition in all its forms: canonical, as a query of react-querybuilder, as one types it, in words. Given as any of
   * these (a string is read as typed), as `{ mongrule }` or as `{ json_rules }`, and checked against the ruleset.
   */
  condition(condition: string | PlainObject): ConditionForms;
  /** What should be done now, for whom, and why. */
  actions(options?: View & Page): ActionPage;
  /** Notes that actions were taken over, so that they are not due again. */
  acknowledge(actions: readonly Acknowledged[], options?: AtTime): void;
  /**
   * Takes note of what happened since it was called last, by time or by what the engine was given: rules hear who entered and left
   * segments, customers move on in journeys. Call it when `nextChangeAt` comes, and after records, imports, merges and the like.
   */
  advance(options?: AtTime): Advance;
  /** Who stands where in each journey, as customers were moved on last. */
  journeys(): JourneyCount[];
  /** Proposes owners for customers that have none, by the ruleset's assignment, and says why. */
  assign(options?: View & Page): AssignmentPage;
  /** Gives customers the owners proposed, or others; one operation, which `undo` takes back. */
  acceptAssignments(assigned: readonly Assigned[], change?: Change): Splits;
  /** Notes what became of actions that were taken over; telling the same twice changes nothing. */
  report(reports: readonly Report[], options?: AtTime): ReportOutcome;
  /** What came of rules and their variants: outcomes, conversion with its interval, and which is better. */
  results(
    options?: AtTime & { rule?: string | undefined; from?: Time | undefined; until?: Time | undefined },
  ): RuleResults[];
  /** Actions that were taken over, the last first: who got what, when, and what was reported of it. */
  handedOut(
    options?: View &
      Page & {
        rule?: string | undefined;
        customer?: string | undefined;
        from?: Time | undefined;
        until?: Time | undefined;
      },
  ): HandedOutPage;
  /** What rules hold back although their conditions hold, and why: all of them, or one. */
  heldBack(options?: View & Page & { rule?: string | undefined }): HeldPage;
  /**
   * A dry run: who would get what from a rule today, why, and for whom it is held back. The rule is named by its id or given
   * as it would stand in the ruleset.
   */
  rehearse(ruleOrId: string | PlainObject, options?: View & Page): Rehearsal;
  /** Why two records are, or are not, the same. */
  explain(a: string, b: string, options?: Reader): Explanation;
  /** Rules that two records are the same or distinct, or that nobody can tell yet. */
  decide(a: string, b: string, verdict: 'same' | 'distinct' | 'defer', change?: Change): Splits;
  /** Makes one customer of several. */
  merge(customerIds: readonly string[], change?: Change): Splits;
  /** Takes a record out of its customer again. */
  unmerge(recordId: string, change?: Change): Splits;
  /** How customers come from stage to stage, how long they stay, what is at stake, and where the funnel is narrowest. */
  funnel(options?: AtTime & { from?: Time | undefined; until?: Time | undefined }): Funnel;
  /**
   * The matrix of an RFM score: how many customers have which ranks and are in which class, and what they spent; `ids` are those
   * of the ranks and the class asked for.
   */
  rfm(
    score: string,
    query?: AtTime &
      Page & {
        recency?: number | undefined;
        frequency?: number | undefined;
        money?: number | undefined;
        class?: string | undefined;
      },
  ): RfmMatrix;
  /** How segments, or customers that meet conditions, overlap and differ. */
  overlap(query: AtTime & { sets: readonly Audience[]; ids?: boolean | undefined }): Overlap;
  /** What sets a group of customers apart from the rest, or from another group. */
  profile(query: View & { of: Audience; against?: Audience | undefined; limit?: number | undefined }): Profile;
  /** How many of those who began at one time came back later. */
  cohorts(query?: CohortQuery): Cohorts;
  /** To which channels conversions are credited, by several models side by side. */
  attribution(query: AttributionQuery): Attribution;
  /** Key figures of a time beside those of the time before, each with its definition. */
  kpis(query?: KpiQuery): Kpis;
  /** What is bought together. */
  associations(query?: AssociationQuery): Associations;
  /** What to offer to a customer: what others bought with what it bought, and it did not. */
  recommend(id: string, query?: AssociationQuery): Recommendations;
  /** Groups of customers that are alike in some numbers. */
  clusters(query: ClusterQuery): ClusterOutcome;
  /**
   * States that, of customer `a`, customer `b` is the `kind`: a relation of the ruleset, or its inverse. The two stay
   * customers of their own.
   */
  relate(
    a: string,
    b: string,
    kind: string,
    change?: Change & { from?: Time | undefined; until?: Time | undefined },
  ): Splits;
  /** Takes back what `relate` stated. */
  unrelate(a: string, b: string, kind: string, change?: Change): void;
  /** Gives a customer a tag of the kind `manual`, with a value that it shows and an end where wanted. */
  tag(
    customerId: string,
    tag: string,
    change?: Change & { value?: string | undefined; until?: Time | undefined },
  ): Splits;
  /** Takes a tag of the kind `manual` off a customer. */
  untag(customerId: string, tag: string, change?: Change): Splits;
  /** Takes an operation back, whatever came after it: everything is as it would be without it. */
  undo(operation: string, change?: Change): Splits;
  /** What people did, the last first, what was taken back included. */
  history(query?: Reader & Page & { customer?: string | undefined }): HistoryPage;
  /** Fixes the golden value of a field, whatever its strategy; `null` sets it free again. */
  pin(customerId: string, field: string, value: string | null, change?: Change): Splits;
  /**
   * Binds identifiers, by kind, to each other and to a customer: whoever has one of them, now or later, is the same
   * customer as whoever has another.
   */
  bind(identifiers: { [kind: string]: string }, change?: Change & { customer?: string | undefined }): Splits;
  /** Takes identifiers from a customer: bindings are taken back, records that bring them along become distinct. */
  unbind(customerId: string, identifiers: { [kind: string]: string }, change?: Change): Splits;
  /**
   * Erases a customer: its records, its events, and what was decided about them. A store still has the journal of before
   * until `store.compact()`.
   */
  erase(customerId: string): Erased;
  /** Erases one record. */
  eraseRecord(recordId: string): Erased;
  /** Matches that a guard or a limit refused, with the identifiers that did not count. */
  refusals(query?: Reader & Page): RefusalPage;
  /** How customers would differ under another ruleset, given as JSON text or as an object; nothing changes. */
  previewRuleset(ruleset: string | Ruleset | PlainObject): Resolution;
  /** Changes to another ruleset: everything is read, matched and merged anew; what people decided stands. */
  adoptRuleset(ruleset: string | Ruleset | PlainObject): Resolution;
  /**
   * 32 hex digits for all that the engine holds. Equal digests answer every question alike; the order in which things
   * came, and what was done and taken back, do not count.
   */
  digest(): string;
  /** How good the data is, field by field and source by source, and how it differs from an earlier report. */
  quality(options?: AtTime & { previous?: QualityReport | null | undefined }): QualityReport;
  /** A page of whole customers, one JSON object a line. */
  exportCustomers(offset: number, limit: number, view?: View): Uint8Array;
  /** `id,cluster_id` of every record, as CSV. */
  exportClusters(): Uint8Array;
  /** The scored pairs, as CSV. */
  exportPairs(): Uint8Array;
  /** Figures against the truth column of the import. */
  evaluate(): Evaluation;
  /** The whole state, for `createEngine({ snapshot })`. */
  snapshot(): Uint8Array;
  /** Applies journal frames that another engine committed. */
  replay(journal: Uint8Array): void;
  /** Hears every journal frame committed from now on; returns how to stop. */
  onCommit(listener: (frame: Uint8Array) => void): () => void;
  /** Whether it was freed. */
  readonly isFreed: boolean;
  /** Gives the memory back; any later call throws. */
  free(): void;
}

/** Standard Schema v1 (https://standardschema.dev), as form libraries take it. */
export interface StandardSchema<Input, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'kehu';
    /**
     * Answers at once where the module is loaded and the engine is of this thread, else with a promise. Whatever `value`
     * is, the answer is a value or issues; see `schema` for the failures that are thrown.
     */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For inference only; absent at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The answer of a schema: the canonical value, or all that is wrong. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly PropertyKey[] | undefined }[] };

/** How a field is checked. */
export interface FieldSchemaOptions extends NormalizeContext {
  /** Accepts an empty value, which becomes `undefined`. */
  optional?: boolean | undefined;
  /** Refuses suspect values, too. */
  strict?: boolean | undefined;
  /** Gives the form to show to people in place of the canonical one. */
  display?: boolean | undefined;
  /** Language of the messages; Chinese where absent. */
  language?: TextLanguage | undefined;
}

/** Makes the schema of one kind of field. Several values in one field stay together, with `；` between them. */
export interface FieldSchema<Input = string> {
  (options?: FieldSchemaOptions & { optional?: false | undefined }): StandardSchema<Input, string>;
  (options: FieldSchemaOptions): StandardSchema<Input | null | undefined, string | undefined>;
}

/** How a record is checked. */
export interface RecordSchemaOptions extends CleanOptions {
  /** Refuses suspect values, too. */
  strict?: boolean | undefined;
  /** Gives the forms to show to people in place of the canonical ones. */
  display?: boolean | undefined;
  /**
   * What the fields of the cleaned record are called: as in the ruleset (where absent), or as in the record that was
   * given. The path of an issue always has the name that the record gives.
   */
  names?: 'ruleset' | 'source' | undefined;
}

/** A cleaned record; what is empty is absent. */
export type CleanRecord = { [field: string]: string };

/** What `schema.record` needs of an engine; those of this thread and of a worker have it. */
export interface RecordCleaner {
  clean(record: RecordInput, options?: CleanOptions): CleanResult | Promise<CleanResult>;
}

/**
 * Checks for form libraries.
 *
 * What is wrong with a value is an issue, never an exception, whatever the value is. A `KehuError` is thrown (or the
 * promise rejected) only where nothing could be checked: `engine/freed`, `engine/crashed` (try again),
 * `engine/unrecoverable`, `engine/not_initialized` and `engine/load_failed`, `worker/lost`, and for options that are
 * wrong themselves (`input/invalid`, of a field's schema).
 */
export const schema: {
  readonly phone: FieldSchema;
  readonly email: FieldSchema;
  readonly companyName: FieldSchema;
  readonly personName: FieldSchema;
  readonly region: FieldSchema;
  readonly address: FieldSchema;
  readonly uscc: FieldSchema;
  readonly residentId: FieldSchema;
  readonly bankCard: FieldSchema;
  readonly url: FieldSchema;
  readonly date: FieldSchema;
  readonly amount: FieldSchema<string | number | bigint>;
  readonly number: FieldSchema<string | number | bigint>;
  readonly industry: FieldSchema;
  readonly jobTitle: FieldSchema;
  readonly wechatId: FieldSchema;
  readonly text: FieldSchema;
  /**
   * A whole record: its fields by the ruleset's names or by headers that mean them. The language is the engine's where
   * the options name none.
   *
   * ```ts
   * useForm({ resolver: standardSchemaResolver(schema.record<Values>(engine, { language: 'en', required: ['mobile'] })) });
   * ```
   */
  record<Input extends object = RecordInput>(
    engine: RecordCleaner,
    options?: RecordSchemaOptions,
  ): StandardSchema<Input, CleanRecord>;
};
