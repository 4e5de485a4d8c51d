/** Methods of an engine that only pass their arguments on: whether they commit something, and how each argument becomes plain data. */
import { plainRecord, plainRecords, string, timed } from './plain.js';

/** @typedef {(value: any) => unknown} Check */

/** @param {string} name @returns {Check} */
const text = (name) => (value) => string(value, name);
/** @param {string} name @returns {Check} */
const records = (name) => (value) => plainRecords(value, name);
/** @type {Check} */
const ruleOrId = (value) => (typeof value === 'string' ? value : plainRecord(value, 'rule'));

/** @type {{ [method: string]: ['read' | 'commit', ...Check[]] }} */
export const PASSED = {
  /** The identity of the ruleset in use. */
  ruleset: ['read'],
  /** How much the engine holds, and of which edition. */
  edition: ['read'],
  /** The matching model in use, as JSON text. */
  model: ['read'],
  /** One number for the whole state, the same wherever and in whatever order it came about. */
  digest: ['read'],
  /** `id,cluster_id` of every record, as CSV. */
  exportClusters: ['read'],
  /** The scored pairs, as CSV. */
  exportPairs: ['read'],
  /** Pairwise and B-cubed figures against the truth column of the import. */
  evaluate: ['read'],
  /** The segments of the ruleset with their sizes. */
  segments: ['read', timed],
  /** The tags of the ruleset with their sizes. */
  tags: ['read', timed],
  /** What should be done now, for whom, and why. */
  actions: ['read', timed],
  /** Notes that actions were taken over, so that they are not due again. */
  acknowledge: ['commit', records('actions'), timed],
  /** Takes note of what happened by time and otherwise: rules hear of segments, customers move on in journeys. */
  advance: ['commit', timed],
  /** Who stands where in each journey. */
  journeys: ['read'],
  /** Proposes owners for customers that have none. */
  assign: ['read', timed],
  /** Gives customers owners. */
  acceptAssignments: ['commit', records('assigned'), timed],
  /** Notes what became of actions. */
  report: ['commit', records('reports'), timed],
  /** What came of rules and their variants. */
  results: ['read', timed],
  /** Actions that were taken over, and what became of them. */
  handedOut: ['read', timed],
  /** What rules hold back, and why. */
  heldBack: ['read', timed],
  /** What a rule would do today, and for whom it holds back. */
  rehearse: ['read', ruleOrId, timed],
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
  /** What to offer to a customer. */
  recommend: ['read', text('id'), timed],
  /** A score of a customer at the ends of the last months. */
  scoreHistory: ['read', text('customerId'), text('score'), timed],
  /** What the ruleset says to no purpose. */
  lint: ['read'],
  /** Gives a customer a tag of the kind `manual`. */
  tag: ['commit', text('customerId'), text('tag'), timed],
  /** Takes a tag of the kind `manual` off a customer. */
  untag: ['commit', text('customerId'), text('tag'), timed],
  /** States that, of customer `a`, customer `b` is the `kind`. */
  relate: ['commit', text('a'), text('b'), text('kind'), timed],
  /** Takes back what `relate` stated. */
  unrelate: ['commit', text('a'), text('b'), text('kind'), timed],
};
