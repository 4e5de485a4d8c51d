// Opening what was kept, in Node: `node benches/restore.mjs FOLDER [TIMES]` with the `customers.csv` and `events.csv` of
// `cargo xtask sample`; the events are told TIMES times under other ids. Prints as one JSON object how long it takes to
// restore an engine from its snapshot, to draw all customers after that, and to look at one from all sides.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { createEngine, initSync } from '../pkg/lib/slim.js';

/** The end of the sample's last day. */
const NOW = '2026-06-30T23:59:59+08:00';
const RESTORES = 5;
const VIEWS = 1_000;

const [folder, times] = argv.slice(2);
const read = (name) => readFileSync(join(folder, name));

/** Milliseconds that `work` takes, and what it returns. */
function timed(work) {
  const from = performance.now();
  const result = work();
  return [performance.now() - from, result];
}

function at(figures, share) {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

function take(engine, file, options) {
  const job = engine.beginImport({ ...options, now: NOW });
  for (let from = 0; from < file.length; from += 1 << 20) job.push(file.subarray(from, from + (1 << 20)));
  job.commit();
}

async function kept() {
  const engine = await createEngine({ recovery: false });
  take(engine, read('customers.csv'), { kind: 'records', source: 'crm' });
  const events = read('events.csv').toString();
  for (let time = 0; time < Number(times ?? 1); time += 1)
    take(engine, Buffer.from(events.replaceAll('\nEV', `\nE${time}`)), { kind: 'events' });
  const told = { ...engine.edition(), snapshot: engine.snapshot(), digest: engine.digest() };
  engine.free();
  return told;
}

initSync(new WebAssembly.Module(readFileSync(new URL('../pkg/dist/kehu_bg.wasm', import.meta.url))));
const { snapshot, digest, records, customers, events } = await kept();
const restores = [];
let restored;
for (let time = 0; time < RESTORES; time += 1) {
  restored?.free();
  const from = performance.now();
  restored = await createEngine({ snapshot, recovery: false });
  restores.push(performance.now() - from);
}
if (restored.digest() !== digest) throw new Error('the engine restored is another one');
const [first_draw_ms] = timed(() => restored.segments({ now: NOW }));
const ids = restored.customers({ limit: VIEWS, now: NOW }).rows.map(({ id }) => id);
const views = ids.map((id) => timed(() => restored.customer(id, { now: NOW }))[0]);
console.log(
  JSON.stringify({
    records,
    customers,
    events,
    snapshot_mb: snapshot.length / 2 ** 20,
    restore_s: at(restores, 0) / 1000,
    restore_median_s: at(restores, 0.5) / 1000,
    first_draw_s: first_draw_ms / 1000,
    view_median_ms: at(views, 0.5),
    view_p99_ms: at(views, 0.99),
  }),
);
