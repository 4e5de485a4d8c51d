import type { WorkerEngine } from 'kehu/worker';
import type { Head } from '../data/csv';
import type { ColumnMapping, ImportProgress, ImportReport, Language, QualityReport, TrainOutcome } from '../data/types';
import type { Unreadable } from '../data/unreadable';

/** The pages by what one comes for. */
export const AREAS = {
  prepare: ['start', 'quality', 'duplicates'],
  know: ['customers', 'entry'],
  understand: ['funnel', 'analytics', 'segments'],
  act: ['rules', 'actions'],
} as const;
export type Area = keyof typeof AREAS;
export type Page = (typeof AREAS)[Area][number];
export const PAGES: readonly Page[] = Object.values(AREAS).flat();

/** What a file holds. */
export type Content = 'records' | 'events';

/** The choice that makes a column a field of its own. */
export const KEPT = '';
/** The choice that leaves a column out. */
export const IGNORED = '-';

/** A column with the suggested field, and the field, `KEPT` or `IGNORED` that was settled on. */
export type DraftColumn = ColumnMapping & { choice: string };

/** A file that was chosen, but not imported yet. */
export interface Draft {
  file: File;
  head: Head;
  content: Content;
  columns: DraftColumn[];
  /** Whether the matching model is learned from its records first. */
  train: boolean;
}

/** A file that was imported. */
export interface Imported {
  name: string;
  content: Content;
  report: ImportReport;
}

/** The first source records as they came, with the field of each column. */
export interface Preview {
  head: Head;
  fields: (string | null)[];
}

/** What the page knows of its data besides the engine. */
export interface Dataset {
  isSample: boolean;
  files: Imported[];
  preview: Preview | null;
  /** How good the data was before the last file came in, if there was any. */
  before?: Before | null;
}

/** The quality of the data before a file of that name. */
export interface Before {
  name: string;
  report: QualityReport;
}

/** An import under way. */
export interface Work {
  name: string;
  /** Which of how many files. */
  part: [number, number];
  /** `making` while the sample is made. */
  stage: ImportProgress['stage'] | 'making';
  /** Whether the matching model is learned on the way. */
  learns?: boolean;
  /** How much of the stage is done, 0 to 100. */
  percent: number;
  rows: number;
}

/** As whom, and what for, customers are read. */
export interface Access {
  role: string;
  purpose?: string;
}

export interface Filter {
  search?: string;
  segment?: string;
  tag?: string;
}

/**
 * What becomes of the data when the tab is closed: it is `kept`, or `lost` where the browser keeps nothing, or the browser
 * is `full` and did not keep what was done last. Before that
 * is known the page is `opening`, or waits for another tab that has the data `elsewhere`; or what is kept cannot be read.
 */
export type Keeping = 'opening' | 'elsewhere' | 'kept' | 'lost' | 'full' | { fault: string };

/** What the page itself has words for. */
export type Known = 'cancelled' | Unreadable;

/** Where one is in the page; its address tells the same. */
export interface Place {
  page: Page;
  /** The tab of that page; without one, its first. */
  tab: string | null;
  filter: Filter;
  /** The customer whose page is open. */
  opened: string | null;
}

export interface State extends Place {
  language: Language;
  keeping: Keeping;
  engine: WorkerEngine | null;
  /** Counts the changes of the data: what was asked before must be asked again. */
  revision: number;
  /** The present instant of all questions, so that their answers fit together. */
  now: string;
  dataset: Dataset | null;
  /** Whether the data was here already when the page was opened. */
  isRestored: boolean;
  /** What the matching model was last learned from. */
  learned: TrainOutcome | null;
  draft: Draft | null;
  work: Work | null;
  /** Stops what is under way. */
  cancel: (() => void) | null;
  /** Why the last import came to nothing: one of `Known`, or the engine's words. */
  failure: Known | { message: string } | null;
  access: Access;
}

/** The state of a page without data. */
export const noData = {
  engine: null,
  dataset: null,
  isRestored: false,
  learned: null,
  draft: null,
  failure: null,
  filter: {},
  opened: null,
} satisfies Partial<State>;

/** The state at the beginning, at a place that may need data which is still to be opened. */
export function initialState({ language, place }: { language: Language; place: Place }): State {
  return {
    ...noData,
    ...place,
    language,
    keeping: 'opening',
    revision: 0,
    now: new Date().toISOString(),
    work: null,
    cancel: null,
    access: { role: 'admin' },
  };
}

/** A change: some members anew, or made from the state as it is. */
export type Change = Partial<State> | ((state: State) => Partial<State>);

/** The state after a change; another page begins with its first tab. */
export function reduce(state: State, change: Change): State {
  const changed = typeof change === 'function' ? change(state) : change;
  const tab = changed.page && changed.page !== state.page ? null : state.tab;
  return { ...state, tab, ...changed };
}
