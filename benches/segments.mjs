// Conditions asked of a million customers: `node benches/segments.mjs [CUSTOMERS] [EVENTS]`, beside a predicate written by
// hand over JavaScript objects and DuckDB on one thread; with `rfm` as third argument RFM by quintiles over so many orders in
// place of the conditions. Prints its figures, in milliseconds, as one JSON object.
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { createEngine, initSync, preset } from '../pkg/lib/slim.js';

const [CUSTOMERS, EVENTS] = [Number(argv[2] ?? 1_000_000), Number(argv[3] ?? 10_000_000)];
const NOW = '2026-06-30T23:59:59+08:00';
const DAY = 86_400_000;
const TIMES = 9;

const PROVINCES = ['浙江省', '江苏省', '上海市', '广东省', '四川省', '湖北省', '北京市', '山东省', '福建省', '安徽省'];
const LEVELS = ['A', 'B', 'C', 'D'];
const KINDS = ['order', 'page_view', 'visit', 'download', 'email_open'];

/** The same numbers on every machine: Lehmer's generator, 31 bits. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function* customers() {
  const next = numbers(7);
  for (let id = 0; id < CUSTOMERS; id += 1)
    yield {
      id,
      province: PROVINCES[next(PROVINCES.length)],
      employees: next(5_000),
      registered_capital: next(1_000) * 10_000,
      level: LEVELS[next(LEVELS.length)],
    };
}

function* events() {
  const next = numbers(11);
  const end = Date.parse(NOW);
  for (let id = 0; id < EVENTS; id += 1) {
    const time = new Date(end - next(1_095) * DAY - next(DAY)).toISOString();
    yield `${id},${KINDS[next(KINDS.length)]},${time},${next(CUSTOMERS)},${next(9_000) + 1}\n`;
  }
}

/** Only what is measured: no matching, no tags, scores and rules to keep up. */
function ruleset() {
  const whole = JSON.parse(preset('b2b-cn'));
  const known = Object.keys(customers().next().value);
  const fields = whole.fields.filter(({ name }) => known.includes(name)).map(({ derive, ...field }) => field);
  const matching = { ...whole.matching, comparisons: [], blocking: [] };
  return { format: 1, id: 'bench', version: '1', fields, matching, events: whole.events };
}

function fill(engine, options, header, lines) {
  const job = engine.beginImport({ ...options, now: NOW });
  let chunk = [header];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < 20_000) continue;
    job.push(chunk.join(''));
    chunk = [];
  }
  job.push(chunk.join(''));
  return job.commit();
}

function* rows(all) {
  for (const one of all) yield `${Object.values(one).join(',')}\n`;
}

const FIVE = [
  { field: 'province', op: 'in', value: ['浙江省', '江苏省', '上海市'] },
  { field: 'employees', op: 'gte', value: 1_000 },
  { field: 'employees', op: 'lte', value: 3_000 },
  { field: 'registered_capital', op: 'gt', value: 5_000_000 },
  { field: 'level', op: 'equals', value: 'A' },
];
const WINDOWS = [
  { event: 'order', within: { last: 90, unit: 'day' } },
  { event: 'page_view', within: { last: 30, unit: 'day' }, count: { op: 'equals', n: 0 } },
];

/** What a front end would write: the same five tests over objects in memory. */
function byHand(all) {
  const wanted = new Set(FIVE[0].value);
  return all.filter(
    (one) =>
      wanted.has(one.province) &&
      one.employees >= 1_000 &&
      one.employees <= 3_000 &&
      one.registered_capital > 5_000_000 &&
      one.level === 'A',
  );
}

const SQL = `FROM customers WHERE province IN ('浙江省', '江苏省', '上海市') AND employees >= 1000 AND employees <= 3000
  AND registered_capital > 5000000 AND level = 'A'`;

/** DuckDB with the same customers, where it is installed. */
async function duckdb(all) {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => ({}));
  if (!DuckDBInstance) return null;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(
    'CREATE TABLE customers (id INTEGER, province VARCHAR, employees INTEGER, registered_capital BIGINT, level VARCHAR)',
  );
  const appender = await connection.createAppender('customers');
  for (const one of all) {
    appender.appendInteger(one.id);
    appender.appendVarchar(one.province);
    appender.appendInteger(one.employees);
    appender.appendBigInt(BigInt(one.registered_capital));
    appender.appendVarchar(one.level);
    appender.endRow();
  }
  appender.closeSync();
  return connection;
}

/** An order of one of the customers: its place, the time in milliseconds, the amount. */
function* orders() {
  const next = numbers(13);
  const end = Date.parse(NOW);
  for (let id = 0; id < EVENTS; id += 1) yield [next(CUSTOMERS), end - next(1_095) * DAY - next(DAY), next(9_000) + 1];
}

/** RFM written over typed arrays: group by customer, then the rank of each of the three among all who bought. */
function quintilesByHand({ of, time, amount }) {
  const [last, count, money] = [new Float64Array(CUSTOMERS), new Float64Array(CUSTOMERS), new Float64Array(CUSTOMERS)];
  for (let i = 0; i < of.length; i += 1) {
    const customer = of[i];
    if (time[i] > last[customer]) last[customer] = time[i];
    count[customer] += 1;
    money[customer] += amount[i];
  }
  const ranks = [last, count, money].map((values) => {
    const sorted = values.filter((_, place) => count[place] > 0).sort();
    const cuts = [1, 2, 3, 4].map((fifth) => sorted[Math.floor((sorted.length * fifth) / 5)]);
    return Uint8Array.from(values, (value) => 1 + cuts.filter((cut) => value >= cut).length);
  });
  const cells = new Uint32Array(25);
  for (let place = 0; place < CUSTOMERS; place += 1)
    if (count[place] > 0) cells[(ranks[0][place] - 1) * 5 + ranks[1][place] - 1] += 1;
  return cells.reduce((sum, cell) => sum + cell, 0);
}

const QUINTILES = `WITH per AS (SELECT customer, max(time) AS last, count(*) AS n, sum(amount) AS money FROM orders GROUP BY customer),
  ranked AS (SELECT ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY n) AS f, ntile(5) OVER (ORDER BY money) AS m FROM per)
  SELECT r, f, count(*) FROM ranked GROUP BY r, f`;

async function quintilesOfDuckdb({ of, time, amount }, figures) {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => ({}));
  if (!DuckDBInstance) return;
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run('CREATE TABLE orders (customer INTEGER, time BIGINT, amount INTEGER)');
  const appender = await connection.createAppender('orders');
  for (let i = 0; i < of.length; i += 1) {
    appender.appendInteger(of[i]);
    appender.appendBigInt(BigInt(time[i]));
    appender.appendInteger(amount[i]);
    appender.endRow();
  }
  appender.closeSync();
  figures.duckdb = (await timed(async () => (await connection.runAndReadAll(QUINTILES)).getRows().length)).ms;
}

/**
 * `first` works everything out: from the orders of each customer its last one, their number and sum, then the order of all by
 * each of the three and the cuts between fifths, and the score of each. The engine keeps these, in order: `again` only counts the
 * matrix, `after_an_order` takes one order in and moves who stands otherwise, and counts.
 */
async function rfm() {
  const columns = { of: new Int32Array(EVENTS), time: new Float64Array(EVENTS), amount: new Int32Array(EVENTS) };
  let place = 0;
  for (const [customer, time, amount] of orders()) {
    columns.of[place] = customer;
    columns.time[place] = time;
    columns.amount[place] = amount;
    place += 1;
  }
  const figures = { customers: CUSTOMERS, orders: EVENTS };
  const hand = await timed(() => quintilesByHand(columns));
  figures.typed_arrays = hand.ms;
  await quintilesOfDuckdb(columns, figures);
  const score = { id: 'rfm', name: { zh: 'RFM', en: 'RFM' }, rfm: { event: 'order', amount: 'amount' } };
  const engine = await createEngine({ ruleset: { ...ruleset(), scores: [score] }, recovery: false });
  const header = `${Object.keys(customers().next().value).join(',')}\n`;
  fill(engine, { source: 'crm' }, header, rows(customers()));
  const lines = function* () {
    for (let i = 0; i < EVENTS; i += 1)
      yield `${i},order,${new Date(columns.time[i]).toISOString()},${columns.of[i]},${columns.amount[i]}\n`;
  };
  figures.import_orders = await once(() =>
    fill(engine, { kind: 'events' }, 'event_id,type,time,record_id,amount\n', lines()),
  );
  const first = await timed(() => engine.rfm('rfm', { now: NOW }), 1);
  figures.first = first.ms;
  if (first.result.customers !== hand.result) throw new Error('the counts differ');
  figures.again = (await timed(() => engine.rfm('rfm', { now: NOW }))).ms;
  const order = (turn) => [{ event_id: `x${turn}`, type: 'order', time: NOW, record_id: String(turn), amount: '5' }];
  figures.after_an_order = (
    await timed((turn) => {
      engine.track(order(turn), { now: NOW });
      return engine.rfm('rfm', { now: NOW });
    })
  ).ms;
  figures.rss_mb = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(JSON.stringify(figures));
}

/** The median of some runs, and the last result. */
async function timed(work, times = TIMES) {
  const taken = [];
  let result;
  for (let turn = 0; turn < times; turn += 1) {
    const from = performance.now();
    result = await work(turn);
    taken.push(performance.now() - from);
  }
  taken.sort((a, b) => a - b);
  return { ms: Number(taken[times >> 1].toFixed(2)), first: Number(taken.at(-1).toFixed(2)), result };
}

const once = async (work) => (await timed(work, 1)).ms;

async function attributes(engine, all, figures) {
  const five = { all: FIVE };
  figures.five_first = await once(() => engine.segment(five, { now: NOW, limit: 0 }));
  const count = await timed(() => engine.segment(five, { now: NOW, limit: 0 }).count);
  const ids = await timed(() => engine.segment(five, { now: NOW }).ids);
  // A value that was not asked for before, as while somebody edits.
  const edited = (turn) => ({ all: [...FIVE.slice(1), { ...FIVE[0], value: PROVINCES.slice(turn, turn + 3) }] });
  const anew = await timed((turn) => engine.segment(edited(turn % 7), { now: NOW, limit: 0 }).count, 7);
  const hand = await timed(() => byHand(all).length);
  Object.assign(figures, { members: count.result, five_count: count.ms, five_ids: ids.ms, five_edited: anew.ms });
  figures.by_hand = hand.ms;
  if (hand.result !== count.result || ids.result.length !== count.result) throw new Error('the counts differ');
}

async function beside(all, figures) {
  const connection = await duckdb(all);
  if (!connection) return;
  const counted = await timed(async () => (await connection.runAndReadAll(`SELECT count(*) ${SQL}`)).getRows()[0][0]);
  const ids = await timed(async () => (await connection.runAndReadAll(`SELECT id ${SQL}`)).getRows().length);
  if (Number(counted.result) !== figures.members) throw new Error('the counts differ');
  Object.assign(figures, { duckdb_count: counted.ms, duckdb_ids: ids.ms });
}

async function windows(engine, figures) {
  const count = (parts, now = NOW) => engine.segment({ all: parts }, { now, limit: 0 }).count;
  figures.windows_first = await once(() => count(WINDOWS));
  figures.windows_again = (await timed(() => count(WINDOWS))).ms;
  const edited = { ...FIVE[1], value: 2_000 };
  figures.edited_attribute = await once(() => count([...WINDOWS, edited]));
  const later = (turn) => new Date(Date.parse(NOW) + turn * 1_000).toISOString();
  figures.a_second_later = (await timed((turn) => count([...WINDOWS, edited], later(turn + 1)))).ms;
  const shorter = { ...WINDOWS[0], within: { last: 60, unit: 'day' } };
  figures.edited_window = await once(() => count([shorter, WINDOWS[1], edited]));
  figures.narrow_window = await once(() => count([...FIVE, { ...shorter, within: { last: 45, unit: 'day' } }]));
}

initSync(new WebAssembly.Module(readFileSync(new URL('../pkg/dist/kehu_bg.wasm', import.meta.url))));
if (argv[4] === 'rfm') {
  await rfm();
} else {
  const engine = await createEngine({ ruleset: ruleset(), recovery: false });
  const all = [...customers()];
  const figures = { customers: CUSTOMERS, events: EVENTS };
  const header = `${Object.keys(all[0]).join(',')}\n`;
  figures.import_customers = await once(() => fill(engine, { source: 'crm' }, header, rows(all)));
  await attributes(engine, all, figures);
  await beside(all, figures);
  const told = 'event_id,type,time,record_id,amount\n';
  figures.import_events = await once(() => fill(engine, { kind: 'events' }, told, events()));
  await windows(engine, figures);
  figures.rss_mb = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(JSON.stringify(figures));
}
