import type { WorkerEngine } from 'kehu/worker';

/** Who is in each of the buckets of a score. */
export function bucketMembers(
  engine: WorkerEngine,
  score: string,
  buckets: string[],
  now: string,
): Promise<string[][]> {
  const members = async (bucket: string) => (await engine.segment({ score, bucket }, { now })).ids;
  return Promise.all(buckets.map(members));
}
