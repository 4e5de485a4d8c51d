/**
 * Methods of an engine that only pass their arguments on: whether they read, commit something, or commit and forget what was
 * before, and how each argument becomes plain data.
 */
import {
  bytes,
  documentText,
  optionsOf,
  plain,
  plainOptions,
  plainRecord,
  plainRecords,
  string,
  strings,
  timed,
} from './plain.js';

/** @typedef {(value: any) => unknown} Check */

/** @param {string} name @returns {Check} */
const text = (name) => (value) => string(value, name);
/** `null` for none. @param {string} name @returns {Check} */
const textOrNone = (name) => (value) => (value === null ? null : string(value, name));
/** @param {string} name @returns {Check} */
const texts = (name) => (value) => strings(value, name);
/** @param {string} name @returns {Check} */
const data = (name) => (value) => plain(value, name);
/** @param {string} name @returns {Check} */
const record = (name) => (value) => plainRecord(value, name);
/** @param {string} name @returns {Check} */
const records = (name) => (value) => plainRecords(value, name);
/** The name of something, or the thing itself. @param {string} name @returns {Check} */
const textOrRecord = (name) => (value) => (typeof value === 'string' ? value : plainRecord(value, name));

/** What most calls read alike at the boundary has more options than any one of them takes: the others are refused here, lest they
 *  count for nothing. @param {string[]} names @returns {Check} */
const only =
  (...names) =>
  (value) =>
    optionsOf(value, names);
/** The same, with a time. @param {string[]} names @returns {Check} */
const timedOnly =
  (...names) =>
  (value) =>
    timed(optionsOf(value, ['now', ...names]));
const atTime = timedOnly();
const change = timedOnly('actor', 'reason');
const page = timedOnly('role', 'purpose', 'offset', 'limit');

/** @type {{ [method: string]: ['read' | 'commit' | 'forget', ...Check[]] }} */
export const PASSED = {
  /** The identity of the ruleset in use. */
  ruleset: ['read'],
  /** How much the engine holds, and of which edition. */
  edition: ['read'],
  /** How customers would differ under another ruleset. */
  previewRuleset: ['read', documentText],
  /** Changes to another ruleset. */
  adoptRuleset: ['commit', documentText],
  /** What the ruleset says to no purpose. */
  lint: ['read'],
  /** A condition in all its forms, checked against the ruleset. */
  condition: ['read', textOrRecord('condition')],
  /** One number for the whole state, the same wherever and in whatever order it came about. */
  digest: ['read'],

  /** The header and the first rows of a table, of which the first bytes are given. */
  readHead: ['read', (start) => bytes(start, 'start'), only('rows', 'whole')],
  /** Which field each column probably holds, by its header and some rows. */
  suggestMapping: ['read', texts('headers'), data('rows')],
  /** Cleans one record. */
  clean: ['read', record('record'), timedOnly('language', 'required')],
  /** Says who a record already is. */
  check: ['read', record('record'), only('role', 'purpose', 'limit')],
  /** Adds or replaces records. */
  upsert: ['commit', records('records'), timedOnly('source')],
  /** Adds what an outside source knows of a record's customer. */
  enrich: ['commit', text('record'), record('known'), timedOnly('actor')],
  /** Adds events. */
  track: ['commit', records('events'), atTime],
  /** The rows of the last import that could not be read, as CSV. */
  rejects: ['read'],
  /** How good the data is, field by field, and how it differs from an earlier report. */
  quality: ['read', timed],

  /** The matching model in use, as JSON text. */
  model: ['read'],
  /** Learns the matching model from the records, and matches them anew. */
  train: ['commit'],
  /** Pairs of records that are, or may be, the same. */
  duplicates: ['read', plainOptions],
  /** Matches that guards refused. */
  refusals: ['read', only('role', 'purpose', 'offset', 'limit')],
  /** Why two records are or are not the same, as far as the reader may see. */
  explain: ['read', text('a'), text('b'), only('role', 'purpose')],
  /** `id,cluster_id` of every record, as CSV. */
  exportClusters: ['read'],
  /** The scored pairs, as CSV. */
  exportPairs: ['read'],
  /** Pairwise and B-cubed figures against the truth column of the import. */
  evaluate: ['read'],

  /** Rules that two records are the same or distinct. */
  decide: ['commit', text('a'), text('b'), text('verdict'), change],
  /** Makes one customer of several. */
  merge: ['commit', texts('customerIds'), change],
  /** Takes a record out of its customer again. */
  unmerge: ['commit', text('recordId'), change],
  /** Takes an operation back, whatever came after it. */
  undo: ['commit', text('operation'), change],
  /** What people did, the last first. */
  history: ['read', plainOptions],
  /** Fixes the golden value of a field, or with `null` sets it free. */
  pin: ['commit', text('customerId'), text('field'), textOrNone('value'), change],
  /** Binds identifiers to each other and to a customer. */
  bind: ['commit', record('identifiers'), timedOnly('actor', 'reason', 'customer')],
  /** Takes identifiers from a customer. */
  unbind: ['commit', text('customerId'), record('identifiers'), change],
  /** States that, of customer `a`, customer `b` is the `kind`. */
  relate: ['commit', text('a'), text('b'), text('kind'), timed],
  /** Takes back what `relate` stated. */
  unrelate: ['commit', text('a'), text('b'), text('kind'), timed],
  /** Gives a customer a tag of the kind `manual`. */
  tag: ['commit', text('customerId'), text('tag'), timed],
  /** Takes a tag of the kind `manual` off a customer. */
  untag: ['commit', text('customerId'), text('tag'), timed],
  /** Erases a customer with its records and events. */
  erase: ['forget', text('customerId')],
  /** Erases one record. */
  eraseRecord: ['forget', text('recordId')],

  /** A page of customers. */
  customers: ['read', timed],
  /** All that is known of one customer, masked for the role. */
  customer: ['read', text('id'), timed],
  /** A score of a customer at the ends of the last months. */
  scoreHistory: ['read', text('customerId'), text('score'), timed],
  /** What to offer to a customer. */
  recommend: ['read', text('id'), timed],
  /** The segments of the ruleset with their sizes. */
  segments: ['read', atTime],
  /** Who is in a segment, or meets a condition. */
  segment: ['read', textOrRecord('condition'), timedOnly('offset', 'limit')],
  /** The tags of the ruleset with their sizes. */
  tags: ['read', atTime],
  /** Fits the scores that foretell on the customers that are here. */
  foretell: ['commit', atTime],

  /** What should be done now, for whom, and why. */
  actions: ['read', page],
  /** Notes that actions were taken over, so that they are not due again. */
  acknowledge: ['commit', records('actions'), atTime],
  /** Notes what became of actions. */
  report: ['commit', records('reports'), atTime],
  /** Actions that were taken over, and what became of them. */
  handedOut: ['read', timed],
  /** What came of rules and their variants. */
  results: ['read', timed],
  /** What rules hold back, and why. */
  heldBack: ['read', timedOnly('role', 'purpose', 'offset', 'limit', 'rule')],
  /** What a rule would do today, and for whom it holds back. */
  rehearse: ['read', textOrRecord('rule'), page],
  /** Takes note of what happened by time and otherwise: rules hear of segments, customers move on in journeys. */
  advance: ['commit', atTime],
  /** Who stands where in each journey. */
  journeys: ['read'],
  /** Proposes owners for customers that have none. */
  assign: ['read', page],
  /** Gives customers owners. */
  acceptAssignments: ['commit', records('assigned'), change],

  /** How customers come from stage to stage. */
  funnel: ['read', timed],
  /** How customers stand by recency, frequency and money. */
  rfm: ['read', text('score'), timed],
  /** How sets of customers overlap. */
  overlap: ['read', timed],
  /** What sets a group of customers apart. */
  profile: ['read', timed],
  /** How many of those who began at one time came back. */
  cohorts: ['read', timed],
  /** To which channels conversions are credited. */
  attribution: ['read', timed],
  /** Key figures of a time. */
  kpis: ['read', timed],
  /** What is bought together. */
  associations: ['read', timed],
  /** Groups of customers that are alike. */
  clusters: ['read', timed],
};
