import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';
import { csvOf, NOW } from './support.mjs';

const bytes = (text) => new TextEncoder().encode(text);
const CSV = csvOf(50);

async function* dripped(text) {
  for (const byte of bytes(text)) yield Uint8Array.of(byte);
}

const SOURCES = [
  { why: 'text', source: () => CSV },
  { why: 'bytes', source: () => bytes(CSV) },
  { why: 'a buffer', source: () => bytes(CSV).buffer },
  { why: 'a blob, as files are', source: () => new Blob([CSV]) },
  { why: 'a stream', source: () => new Blob([CSV]).stream() },
  { why: 'chunks', source: () => [bytes(CSV.slice(0, 100)), bytes(CSV.slice(100))] },
  { why: 'byte after byte', source: () => dripped(CSV) },
];

for (const { why, source } of SOURCES) {
  test(`imports ${why}`, async () => {
    const engine = await createEngine();
    const report = await engine.beginImport({ now: NOW }).run(source());
    assert.equal(report.rows, 50);
    assert.equal(engine.customers({ now: NOW }).total, 50);
    engine.free();
  });
}

test('imports in one go, and tells how far it is', async () => {
  const engine = await createEngine();
  const job = engine.beginImport({ now: NOW });
  assert.equal(job.progress().stage, 'reading');
  job.push(CSV);
  assert.throws(() => engine.beginImport({ now: NOW }), { code: 'engine/busy' });
  for (const seen of ['edition', 'digest', 'exportClusters', 'quality'])
    assert.throws(() => engine[seen](), { code: 'engine/busy' }, seen);
  assert.equal(job.commit().rows, 50);
  assert.equal(job.progress().stage, 'done');
  assert.throws(() => job.push('x'), { code: 'import/ended' });
  assert.throws(() => job.commit(), { code: 'import/ended' });
  engine.free();
});

test('an aborted import leaves nothing', async () => {
  const engine = await createEngine();
  const job = engine.beginImport({ now: NOW });
  job.push(CSV);
  job.abort();
  job.abort();
  assert.equal(engine.customers({ now: NOW }).total, 0);
  await engine.beginImport({ now: NOW }).run(CSV);
  engine.free();
});

test('a signal cancels, before and while it runs', async () => {
  const engine = await createEngine();
  await assert.rejects(engine.beginImport({ now: NOW }).run(CSV, { signal: AbortSignal.abort() }), {
    code: 'import/cancelled',
  });
  const controller = new AbortController();
  const onProgress = ({ stage }) => stage !== 'reading' && controller.abort();
  await assert.rejects(engine.beginImport({ now: NOW }).run(CSV, { signal: controller.signal, onProgress }), {
    code: 'import/cancelled',
  });
  assert.equal(engine.customers({ now: NOW }).total, 0);
  engine.free();
});

test('a source that fails aborts the import', async () => {
  const engine = await createEngine();
  async function* broken() {
    yield bytes(CSV.slice(0, 60));
    throw new Error('cable');
  }
  await assert.rejects(engine.beginImport({ now: NOW }).run(broken()), /cable/);
  engine.beginImport({ now: NOW }).abort();
  engine.free();
});

test('bad rows are kept, the good ones come in', async () => {
  const engine = await createEngine();
  const report = await engine.beginImport({ now: NOW }).run(`${CSV}r50,多出一列有限公司,13912345678,,,,\n`);
  assert.deepEqual([report.rows, report.rejected], [50, 1]);
  assert.match(new TextDecoder().decode(engine.rejects()), /52,.*多出一列/);
  engine.free();
});

/** A source that stops after some bytes, as a network does. */
async function* stopping(text, after) {
  yield bytes(text).subarray(0, after);
  throw new Error('connection reset');
}

test('an import goes on where its source stopped, and without being asked to it leaves nothing', async () => {
  const engine = await createEngine();
  const job = engine.beginImport({ now: NOW });
  for (const after of [0, 700, 1]) {
    const rest = bytes(CSV).subarray(job.received);
    const stopped = stopping(new TextDecoder().decode(rest), after);
    await assert.rejects(job.run(stopped, { resumable: true }), { code: 'import/interrupted', retryable: true });
  }
  assert.equal(job.received, 701);
  assert.equal((await job.run(bytes(CSV).subarray(job.received), { resumable: true })).rows, 50);
  const whole = await createEngine();
  await whole.beginImport({ now: NOW }).run(CSV);
  assert.deepEqual(engine.exportClusters(), whole.exportClusters());
  await assert.rejects(whole.beginImport({ now: NOW }).run(stopping(CSV, 700)), { message: 'connection reset' });
  assert.equal(whole.edition().records, 50);
});

test('a title above the header is put aside, for a look at the head as for the import', async () => {
  const engine = await createEngine();
  const file = '2025年展会客户名单,,\n,,\n公司名称,联系人,手机\n杭州云帆科技有限公司,张三,13812345678\n';
  const { header, rows, rejects } = engine.readHead(file, { rows: 5, whole: true });
  assert.deepEqual(header, ['公司名称', '联系人', '手机']);
  assert.deepEqual(rows, [['杭州云帆科技有限公司', '张三', '13812345678']]);
  assert.deepEqual(
    rejects.map(({ line, code, raw }) => ({ line, code, raw })),
    [{ line: 1, code: 'import/title', raw: '2025年展会客户名单,,' }],
  );
  assert.deepEqual(engine.readHead(file.slice(0, 20)), { header: [], rows: [], rejects: [] });
  assert.throws(() => engine.readHead('', { whole: true }), { code: 'import/empty' });
  assert.throws(() => engine.readHead(5), { code: 'argument/type', path: 'start' });
  const job = engine.beginImport({ now: NOW, source: 'expo' });
  assert.equal((await job.run(file)).rows, 1);
  assert.deepEqual(
    engine.customers({ now: NOW }).rows.map(({ name }) => name),
    ['杭州云帆科技有限公司'],
  );
  engine.free();
});

test('two sources do not run into one import', async () => {
  const engine = await createEngine();
  const job = engine.beginImport({ now: NOW });
  const first = job.run(dripped(CSV));
  await assert.rejects(job.run(CSV), { code: 'import/running' });
  assert.throws(() => job.push('x'), { code: 'import/running' });
  assert.equal((await first).rows, 50);
  engine.free();
});
