import type { WorkerEngine } from 'kehu/worker';
import { type Head, readHead } from '../data/csv';
import { codeOf, isUnkept } from '../data/engine';
import { type Ruleset, takeRuleset } from '../data/ruleset';
import { makeSample } from '../data/sample';
import type { ImportProgress, ImportReport } from '../data/types';
import { unreadable } from '../data/unreadable';
import {
  type Content,
  type Draft,
  type DraftColumn,
  IGNORED,
  type Imported,
  KEPT,
  type Preview,
  type Work,
} from './model';
import { useSession } from './session';
import { useForgetting } from './useForgetting';

/** Rows of a file that are kept as they came, to be shown beside what became of them. */
const PREVIEW_ROWS = 200;

/** The columns that tell a file of events from one of records. */
const EVENT_COLUMNS = ['type', 'time'];

interface Task {
  name: string;
  content: Content;
  source: Blob;
  part: [number, number];
  columns?: DraftColumn[];
  sourceName: string;
  train?: boolean;
}

/** Bringing data in: a file by way of a draft, or the sample at once. Whatever fails or is cancelled leaves things as they were. */
export function useImport() {
  const { state, update } = useSession();
  const forget = useForgetting();

  const guard = async (work: (engine: WorkerEngine, signal: AbortSignal) => Promise<void>) => {
    const { engine } = state;
    if (!engine) return;
    const controller = new AbortController();
    update({ failure: null, isRestored: false, cancel: () => controller.abort() });
    try {
      await work(engine, controller.signal);
    } catch (error) {
      if (isUnkept(error)) return update({ keeping: 'full' });
      update({ failure: controller.signal.aborted ? 'cancelled' : { message: (error as Error).message } });
    } finally {
      update({ work: null, cancel: null });
    }
  };

  const run = async (engine: WorkerEngine, task: Task, signal: AbortSignal): Promise<ImportReport> => {
    const show = (progress: Pick<Work, 'stage' | 'percent' | 'rows'>) =>
      update({ work: { name: task.name, part: task.part, learns: task.train ?? false, ...progress } });
    show({ stage: 'reading', percent: 0, rows: 0 });
    const job = await engine.beginImport({
      kind: task.content,
      source: task.sourceName,
      now: state.now,
      mapping: mappingOf(task.columns ?? []),
      train: task.train ?? false,
    });
    let read = 0;
    const onProgress = (progress: ImportProgress) =>
      show({ ...progress, percent: percentOf(progress, read / task.source.size) });
    return job.run(
      counted(task.source, (bytes) => (read += bytes)),
      { onProgress, signal },
    );
  };

  /** What was learned from the records; the model then is part of the ruleset in use. */
  const take = async (engine: WorkerEngine, { training, blocking, customers, matches, reviews }: ImportReport) => {
    if (!training) return;
    takeRuleset((await engine.rulesetDocument()) as Ruleset);
    update({ learned: { training, blocking, customers, matches, reviews } });
  };

  const choose = (file: File) =>
    guard(async (engine) => {
      const fault = await unreadable(file);
      if (fault) return update({ failure: fault });
      const head = await readHead(engine, file, PREVIEW_ROWS).catch(unlessEmpty);
      // Rows that cannot be read are told by the import.
      if (!head?.rows.length && !head?.rejects.length) return update({ failure: head ? 'noRows' : 'empty' });
      const suggested = await engine.suggestMapping(head.header, head.rows);
      const columns = suggested.map((column) => ({ ...column, choice: column.field ?? KEPT }));
      const content = EVENT_COLUMNS.every((name) => head.header.includes(name)) ? 'events' : 'records';
      update({ draft: { file, head, content, columns, train: false }, page: 'start' });
    });

  const importDraft = (draft: Draft) =>
    guard(async (engine, signal) => {
      update({ draft: null });
      const { file, content, columns, train } = draft;
      const before = state.dataset && { name: file.name, report: await engine.quality({ now: state.now }) };
      const sourceName = file.name.replace(/\.[^.]*$/, '');
      // The columns of events have names of their own, see `mapping.eventsHint`.
      const settled = content === 'records' ? columns : [];
      const task: Task = { name: file.name, content, source: file, part: [1, 1], columns: settled, sourceName, train };
      const report = await run(engine, task, signal);
      await take(engine, report);
      const imported = { name: file.name, content, report };
      update(({ dataset, revision }) => ({
        dataset: {
          isSample: dataset?.isSample ?? false,
          files: [...(dataset?.files ?? []), imported],
          before,
          preview: content === 'records' ? previewOf(draft.head, report) : (dataset?.preview ?? null),
        },
        revision: revision + 1,
      }));
    });

  const loadSample = () =>
    guard(async (engine, signal) => {
      const showMaking = (percent: number) =>
        update({ work: { name: 'sample', part: [1, 2], stage: 'making', percent, rows: 0 } });
      showMaking(0);
      const sample = await makeSample(new Date(state.now), signal, showMaking);
      const task = (name: string, content: Content, source: Blob, place: number): Task => ({
        name,
        content,
        source,
        part: [place, 2],
        sourceName: 'sample',
      });
      const tasks = [
        task('customers.csv', 'records', sample.customers, 1),
        task('events.csv', 'events', sample.events, 2),
      ];
      try {
        const files: Imported[] = [];
        for (const task of tasks)
          files.push({ name: task.name, content: task.content, report: await run(engine, task, signal) });
        const preview = previewOf(await readHead(engine, sample.customers, PREVIEW_ROWS), files[0]?.report);
        update(({ revision }) => ({ dataset: { isSample: true, files, preview }, revision: revision + 1 }));
      } catch (error) {
        if (isUnkept(error)) throw error;
        // The one file without the other is no sample.
        await forget();
        throw error;
      }
    });

  return { choose, importDraft, loadSample };
}

/** Nothing for a file without anything in it; whatever else failed, fails. */
function unlessEmpty(error: unknown): undefined {
  if (codeOf(error) !== 'import/empty') throw error;
}

/** What the user settled; a column that is kept becomes a field of its own, which needs no word. */
function mappingOf(columns: DraftColumn[]): Record<string, string | null> {
  const settled = columns.filter(({ choice }) => choice !== KEPT);
  return Object.fromEntries(settled.map(({ column, choice }) => [column, choice === IGNORED ? null : choice]));
}

/** While reading, the share of the bytes counts; the engine cannot know how many rows are to come. */
function percentOf({ stage, done, total }: ImportProgress, share: number): number {
  return Math.round((stage === 'reading' ? share : done / Math.max(total, 1)) * 100);
}

/** The bytes of a file, telling how many have passed. */
async function* counted(source: Blob, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const reader = source.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    onBytes(next.value.length);
    yield next.value;
  }
}

function previewOf(head: Head, report: ImportReport | undefined): Preview {
  const fieldOf = new Map(report?.mapping.map(({ column, field }) => [column, field ?? null]));
  return { head, fields: head.header.map((column) => fieldOf.get(column) ?? null) };
}
