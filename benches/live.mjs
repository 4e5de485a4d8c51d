// One change at a time, in Node: `node benches/live.mjs FOLDER [TIMES] [large]` with the `customers.csv` and `events.csv`
// of `cargo xtask sample`. What it does, and its keys, are those of `benches/live.rs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { createEngine, initSync, preset } from '../pkg/lib/slim.js';

/** The end of the sample's last day. */
const NOW = '2026-06-30T23:59:59+08:00';
const CHANGES = 2_000;
const KINDS = ['order', 'page_view', 'visit', 'ticket'];
/** What the large ruleset has, besides the preset's fields and scores. */
const LARGE = { tags: 200, segments: 100, rules: 50 };

const [folder, times, size] = argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

/** The preset, its tags, segments and rules repeated under other names until there are as many as wanted. */
function large() {
  const ruleset = JSON.parse(preset('b2b-cn'));
  for (const [part, count] of Object.entries(LARGE)) {
    const few = [...ruleset[part]];
    for (let number = few.length; number < count; number += 1)
      ruleset[part].push({ ...few[number % few.length], id: `${few[number % few.length].id}_${number}` });
  }
  return ruleset;
}

/** `count` lines spread over a file, those aside that need quotes. */
function spread(file, count) {
  const lines = file.split('\n').slice(1, -1);
  const step = Math.max(1, Math.floor(lines.length / count));
  const some = lines.filter((line, index) => index % step === 0 && !line.includes('"'));
  return some.slice(0, count).map((line) => line.split(','));
}

const later = (minutes) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** Microseconds that `work` takes. */
function timed(work) {
  const from = performance.now();
  work();
  return (performance.now() - from) * 1000;
}

/** Microseconds of telling the engine of one event, a minute after the last one. */
function tracked(engine, customers) {
  return spread(customers, CHANGES).map(([record_id], number) => {
    const [now, type] = [later(number), KINDS[number % KINDS.length]];
    const told = { event_id: `L${number}`, type, time: now, record_id, amount: (number * 37) % 9_000 };
    const event = { ...told, category: 'complaint', status: 'open' };
    return { type, elapsed: timed(() => engine.track([event], { now })) };
  });
}

/** Microseconds of adding one record, the like of which is there, and of counting all segments anew. */
function upserted(engine, customers) {
  const [id, , ...names] = customers.slice(0, customers.indexOf('\n')).split(',');
  return spread(customers, CHANGES).map(([, , ...cells], number) => {
    const now = later(CHANGES + number);
    const record = Object.fromEntries([[id, `N${number}`], ...names.map((name, index) => [name, cells[index]])]);
    return timed(() => {
      engine.upsert([record], { source: 'web', now });
      engine.segments({ now });
    });
  });
}

function at(latencies, share) {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

async function measure() {
  const module = new WebAssembly.Module(readFileSync(new URL('../pkg/dist/kehu_bg.wasm', import.meta.url)));
  initSync(module);
  const size_mb = () => process.memoryUsage().rss / 2 ** 20;
  const [customers, events] = [read('customers.csv'), read('events.csv')];
  const engine = await createEngine({ ruleset: size === 'large' ? large() : 'b2b-cn', recovery: false });
  const bytes = (text) => new TextEncoder().encode(text);
  const take = (file, options) => {
    const job = engine.beginImport({ ...options, now: NOW });
    for (let from = 0; from < file.length; from += 1 << 20) job.push(file.subarray(from, from + (1 << 20)));
    return job.commit();
  };
  const empty = size_mb();
  take(bytes(customers), { kind: 'records', source: 'crm' });
  const with_records = size_mb();
  for (let time = 0; time < Number(times ?? 1); time += 1)
    take(bytes(events.replaceAll('\nEV', `\nE${time}`)), { kind: 'events' });
  const with_events = size_mb();
  const draw_s = timed(() => engine.segments({ now: NOW })) / 1e6;
  const drawn = size_mb();
  const { records, customers: known, events: told } = engine.edition();
  const track = tracked(engine, customers);
  const orders = track.filter(({ type }) => type === 'order').map(({ elapsed }) => elapsed);
  const all = track.map(({ elapsed }) => elapsed);
  const upsert = upserted(engine, customers);
  return {
    records,
    customers: known,
    events: told,
    draw_s,
    records_mb: with_records - empty,
    events_mb: with_events - with_records,
    portraits_mb: drawn - with_events,
    track_median_us: at(all, 0.5),
    track_p99_us: at(all, 0.99),
    order_median_us: at(orders, 0.5),
    order_p99_us: at(orders, 0.99),
    upsert_median_us: at(upsert, 0.5),
    upsert_p99_us: at(upsert, 0.99),
  };
}

console.log(JSON.stringify(await measure()));
