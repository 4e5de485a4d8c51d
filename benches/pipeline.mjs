// The pipeline in Node: `node benches/pipeline.mjs FOLDER` with the `customers.csv` and `events.csv` of
// `cargo xtask sample`. Prints its figures as one JSON object, with the same keys as `benches/native.rs`. With `records` as
// second argument no events come and nothing is written, for folders whose records alone fill the memory.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { createEngine, initSync } from '../pkg/lib/slim.js';

/** The end of the sample's last day. */
const NOW = '2026-06-30T23:59:59+08:00';
const CHUNK = 1 << 20;
/** As many customers at a time as the command line writes. */
const PAGE = 500;
const CHECKS = 2_000;

const seconds = (from) => (performance.now() - from) / 1000;

/** The result of `work` and how long it took. */
function timed(work) {
  const from = performance.now();
  return { result: work(), elapsed: seconds(from) };
}

function start() {
  const bytes = readFileSync(new URL('../pkg/dist/kehu_bg.wasm', import.meta.url));
  return timed(() => initSync(new WebAssembly.Module(bytes))).elapsed * 1000;
}

/** Imports a whole file, a megabyte at a time. */
function importFile(engine, file, options) {
  const job = engine.beginImport({ ...options, now: NOW });
  const source = openSync(file);
  const chunk = new Uint8Array(CHUNK);
  for (let length = 1; length > 0; job.push(chunk.subarray(0, length))) length = readSync(source, chunk);
  closeSync(source);
  return job.commit();
}

/** Writes every customer, page by page; the bytes of all. */
function exportAll(engine) {
  const { total } = engine.customers({ now: NOW, limit: 1 });
  let bytes = 0;
  for (let offset = 0; offset < total; offset += PAGE)
    bytes += engine.exportCustomers(offset, PAGE, { now: NOW }).length;
  return bytes;
}

/** What people type who do not know that the customer is there: its values as they are shown. */
function queries(engine) {
  const { total } = engine.customers({ now: NOW, limit: 1 });
  const step = Math.max(1, Math.floor(total / CHECKS));
  const offsets = Array.from({ length: Math.min(CHECKS, total) }, (_, index) => index * step);
  return offsets.map((offset) => typed(engine, engine.customers({ now: NOW, offset, limit: 1 }).rows[0].id));
}

function typed(engine, id) {
  const { golden } = engine.customer(id, { now: NOW });
  return Object.fromEntries(Object.entries(golden).map(([field, { display }]) => [field, display]));
}

/** Microseconds of each check, in order. */
function checks(engine) {
  const records = queries(engine);
  for (const record of records.slice(0, 200)) engine.check(record);
  return records.map((record) => timed(() => engine.check(record)).elapsed * 1e6).sort((a, b) => a - b);
}

const at = (sorted, share) => sorted[Math.floor((sorted.length - 1) * share)];

function latencies(engine) {
  const sorted = checks(engine);
  return { check_median_us: at(sorted, 0.5), check_p99_us: at(sorted, 0.99) };
}

async function measure(folder, recordsOnly) {
  const start_ms = start();
  const engine = await createEngine({ ruleset: 'b2b-cn' });
  const records = timed(() => importFile(engine, join(folder, 'customers.csv'), { kind: 'records', source: 'crm' }));
  const { rows, customers } = records.result;
  const figures = { start_ms, records: rows, customers, import_s: records.elapsed };
  if (recordsOnly) return { ...figures, ...latencies(engine) };
  const events = timed(() => importFile(engine, join(folder, 'events.csv'), { kind: 'events' }));
  const written = timed(() => exportAll(engine));
  return {
    ...figures,
    events: events.result.rows,
    track_s: events.elapsed,
    export_s: written.elapsed,
    pipeline_s: records.elapsed + events.elapsed + written.elapsed,
    peak_mb: process.resourceUsage().maxRSS / 1024,
    ...latencies(engine),
  };
}

console.log(JSON.stringify(await measure(argv[2], argv[3] === 'records')));
