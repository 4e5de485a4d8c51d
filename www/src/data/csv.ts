import { type ByteSource, decodeCsv, type Engine } from 'kehu';
import type { WorkerEngine } from 'kehu/worker';

/** The first rows of a table, as they stand in the file, and what of it is none. */
export type Head = ReturnType<Engine['readHead']>;

/** Reads the header and up to `limit` rows, as an import does; the rest of the file is not touched. */
export async function readHead(engine: WorkerEngine, source: ByteSource, limit: number): Promise<Head> {
  const decoder = new TextDecoder();
  let start = '';
  for await (const chunk of decodeCsv(source)) {
    start += decoder.decode(chunk, { stream: true });
    const head = await engine.readHead(start, { rows: limit });
    if (head.rows.length === limit) return head;
  }
  return engine.readHead(start, { rows: limit, whole: true });
}
