import type { WorkerEngine } from 'kehu/worker';

/** How many customers are in each of the buckets of a score. */
export function bucketCounts(engine: WorkerEngine, score: string, buckets: string[], now: string): Promise<number[]> {
  const count = async (bucket: string) => (await engine.segment({ score, bucket }, { now, limit: 0 })).count;
  return Promise.all(buckets.map(count));
}
