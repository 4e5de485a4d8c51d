import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { createEngine as openHere } from '../../pkg/lib/inline.js';
import { Store } from '../../pkg/lib/store.js';
import { serve } from '../../pkg/lib/worker-host.js';
import { createEngine as openEngine } from '../../pkg/lib/worker-node.js';
import { again, csvOf, NOW, RECORDS, scratch } from './support.mjs';

/** An engine whose thread ends with the test, however that ends. */
async function createEngine(t, options) {
  const engine = await openEngine(options);
  t.after(() => engine.free());
  return engine;
}

test('answers as the engine does, later', async (t) => {
  const engine = await createEngine(t, { ruleset: 'b2b-cn' });
  const { results } = await engine.upsert(RECORDS, { now: NOW });
  assert.equal(results.length, 2);
  assert.equal((await engine.customers({ now: new Date(NOW) })).total, 2);
  assert.ok((await engine.snapshot()) instanceof Uint8Array);
  const verdict = await engine.check(again(RECORDS[0]), { limit: 1 });
  assert.equal(verdict.matches.length, 1);
  await engine.close();
});

test('a host may start the worker itself', async (t) => {
  const thread = new Worker(new URL('../../pkg/lib/worker-thread-node.js', import.meta.url));
  const engine = await createEngine(t, { worker: thread });
  await engine.upsert(RECORDS, { now: NOW });
  assert.equal((await engine.customers({ now: NOW })).total, 2);
  const ended = once(thread, 'exit');
  await engine.close();
  await ended;
});

test('what is no worker, or has no script, is told', async (t) => {
  await assert.rejects(createEngine(t, { worker: 'thread.js', language: 'en' }), {
    code: 'argument/type',
    path: 'worker',
    message: /a Worker/,
  });
  const nowhere = new Worker(new URL('./nowhere.mjs', import.meta.url));
  await assert.rejects(createEngine(t, { worker: nowhere, language: 'en' }), {
    code: 'worker/script',
    message: /pass it as “worker”/,
  });
});

test('errors arrive as they were thrown', async (t) => {
  const engine = await createEngine(t);
  await assert.rejects(engine.customer('nobody'), { name: 'KehuError', retryable: false });
  await assert.rejects(engine.upsert([5]), { code: 'argument/type', path: 'records[0]' });
  engine.free();
  await assert.rejects(engine.customers(), { code: 'engine/freed' });
});

test('a wrong ruleset fails at once', async (t) => {
  await assert.rejects(createEngine(t, { ruleset: '{' }), { name: 'KehuError' });
});

test('imports with progress', async (t) => {
  const engine = await createEngine(t);
  const stages = new Set();
  const job = await engine.beginImport({ now: NOW });
  const report = await job.run(new Blob([csvOf(3000)]), { onProgress: ({ stage }) => stages.add(stage) });
  assert.equal(report.rows, 3000);
  assert.ok(stages.size >= 1);
  assert.equal((await job.progress()).stage, 'done');
  await engine.close();
});

test('imports can be cancelled while they run, and nothing is changed', async (t) => {
  const engine = await createEngine(t);
  const job = await engine.beginImport({ now: NOW });
  await job.push(csvOf(20_000));
  const controller = new AbortController();
  const committing = job.commit({ signal: controller.signal });
  setTimeout(() => controller.abort(), 1);
  await assert.rejects(committing, { code: 'import/cancelled' });
  assert.equal((await engine.customers({ now: NOW })).total, 0);
  const second = await engine.beginImport({ now: NOW });
  await assert.rejects(second.run(csvOf(9), { signal: AbortSignal.abort() }), { code: 'import/cancelled' });
  await engine.close();
});

test('pending questions are rejected when the worker goes', async (t) => {
  const engine = await createEngine(t);
  const job = await engine.beginImport({ now: NOW });
  await job.push(csvOf(5000));
  const pending = job.commit();
  engine.free();
  await assert.rejects(pending, { code: 'engine/freed' });
});

test('keeps its engine in a store', async (t) => {
  const store = join(await scratch(t), 'store');
  const first = await createEngine(t, { store });
  await first.upsert(RECORDS, { now: NOW });
  await first.flush();
  await first.close();
  const second = await createEngine(t, { store });
  assert.equal((await second.customers({ now: NOW })).total, 2);
  await second.close();
});

test('what is erased is in no file once the store is compacted', async (t) => {
  const store = join(await scratch(t), 'store');
  const engine = await createEngine(t, { store });
  const { results } = await engine.upsert(RECORDS, { now: NOW });
  await engine.erase(results[0].customerId);
  await engine.compact();
  const names = await readdir(store);
  const kept = Buffer.concat(await Promise.all(names.map((name) => readFile(join(store, name)))));
  assert.equal(kept.includes(RECORDS[0].company), false);
  assert.ok(kept.includes(RECORDS[1].company));
  await engine.close();
});

test('where nothing can be written, who reads goes on and who writes is told', async () => {
  let isFull = true;
  const write = async () => {
    if (isFull) throw new Error('disk full');
  };
  const load = async () => ({ snapshot: null, frames: [] });
  const answers = new Map();
  const host = { post: ({ id, ...answer }) => answers.get(id)(answer) };
  serve({
    createEngine: openHere,
    openStore: async () => new Store({ load, append: write, replace: write, close: async () => {} }),
    post: (message) => host.post(message),
    onMessage: (listen) => Object.assign(host, { listen }),
  });
  let last = 0;
  const ask = (method, ...args) =>
    new Promise((resolve) => {
      last += 1;
      answers.set(last, resolve);
      host.listen({ id: last, method, args });
    });
  await ask('open', { store: 'full' });
  assert.equal((await ask('upsert', RECORDS, { now: NOW })).error.code, 'store/write_failed');
  assert.equal((await ask('customers', { now: NOW })).value.total, 2);
  assert.ok((await ask('snapshot')).value instanceof Uint8Array);
  assert.equal((await ask('upsert', RECORDS, { now: NOW })).error.code, 'store/write_failed');
  isFull = false;
  assert.equal((await ask('flush')).error.code, 'store/write_failed');
  assert.equal((await ask('compact')).error, undefined);
  assert.equal((await ask('upsert', RECORDS, { now: NOW })).value.results.length, 2);
  await ask('close');
});

test('frees by `using`', async (t) => {
  const engine = await createEngine(t);
  engine[Symbol.dispose]();
  await assert.rejects(engine.quality(), { code: 'engine/freed' });
});

test('an import that has ended has no say in the next one', async (t) => {
  const engine = await createEngine(t, { language: 'en' });
  const first = await engine.beginImport({ source: 'a', now: NOW });
  await first.run(csvOf(2));
  const second = await engine.beginImport({ source: 'b', now: NOW });
  await second.push(csvOf(3));
  await first.abort();
  await assert.rejects(first.push('r9,无锡第二轴承有限公司,\n'), { code: 'import/ended', message: /has ended/ });
  assert.equal((await second.commit()).rows, 3);
});

test('a listener that throws ends the commit, and nothing is changed', async (t) => {
  const engine = await createEngine(t);
  const job = await engine.beginImport({ now: NOW });
  await job.push(csvOf(20_000));
  const onProgress = () => {
    throw new Error('mine');
  };
  await assert.rejects(job.commit({ onProgress }), { message: 'mine' });
  assert.equal((await engine.customers({ limit: 0, now: NOW })).total, 0);
});

test('a thread that is stopped lets go of its store, be it that it never got an engine', async (t) => {
  const store = await scratch(t);
  await assert.rejects(createEngine(t, { store, ruleset: '{' }), { name: 'KehuError' });
  const engine = await createEngine(t, { store });
  await engine.upsert(RECORDS, { now: NOW });
  engine.free();
  const next = await createEngine(t, { store });
  await assert.rejects(createEngine(t, { store }), { code: 'store/in_use' });
  assert.equal((await next.customers({ now: NOW })).total, 2);
  await next.close();
  assert.ok(!(await readdir(store)).includes('lock'));
});

test('a store without a name is none, and not taken for nothing', async (t) => {
  await assert.rejects(createEngine(t, { store: '' }), { code: 'store/open_failed' });
});

test('two sources do not run into one import of a worker', async (t) => {
  const engine = await createEngine(t);
  const job = await engine.beginImport({ now: NOW });
  const first = job.run([csvOf(30)]);
  await assert.rejects(job.run(csvOf(30)), { code: 'import/running' });
  await assert.rejects(job.push('x'), { code: 'import/running' });
  await assert.rejects(job.commit(), { code: 'import/running' });
  assert.equal((await first).rows, 30);
});
