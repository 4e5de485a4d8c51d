import type { WorkerEngine } from 'kehu/worker';
import type { Cleaned, NormalizedField } from '../../data/types';
import type { Preview } from '../../state/model';

/** A value that cleaning changed or found fault with. */
export interface Change {
  key: string;
  /** Which record, by its place in the file and its name. */
  row: number;
  record: string;
  field: string;
  value: NormalizedField;
}

/** Cleans the previewed records once more, to tell what was done to each value. */
export async function changesOf(engine: WorkerEngine, preview: Preview): Promise<Change[]> {
  const records = preview.head.rows.map((row) => recordOf(row, preview));
  const cleaned = await Promise.all(records.map((record) => engine.clean(record)));
  return cleaned.flatMap((result, row) => changesOfRecord(result, row));
}

function recordOf(row: string[], { fields }: Preview): Record<string, string> {
  const named = fields.flatMap((field, place) => (field && row[place] ? [[field, row[place]] as const] : []));
  return Object.fromEntries(named);
}

function changesOfRecord({ fields }: Cleaned, row: number): Change[] {
  const name = fields.company ?? fields.contact;
  const record = name?.display || `#${row + 1}`;
  const changed = Object.entries(fields).filter(([, value]) => isChanged(value));
  return changed.map(([field, value]) => ({ key: `${row} ${field}`, row, record, field, value }));
}

const isChanged = ({ input, display, status, reasons }: NormalizedField): boolean =>
  status !== 'empty' && (display !== input || reasons.length > 0);
