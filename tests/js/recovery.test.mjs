import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, init, normalize } from '../../pkg/lib/inline.js';
import { again, csvOf, NOW, RECORDS, ruinMemory } from './support.mjs';

const CRASH = { name: 'KehuError', code: 'engine/crashed', retryable: true };
const totals = (engine) => engine.customers({ now: NOW }).total;

test('functions work again after a crash, time after time', async () => {
  await init();
  for (let round = 0; round < 5; round += 1) {
    ruinMemory();
    assert.throws(() => normalize('email', 'a@b.cn'), CRASH);
    assert.equal(normalize('email', 'a@b.cn').value, 'a@b.cn');
  }
});

test('engines keep what they had committed, time after time', async () => {
  const one = await createEngine();
  const other = await createEngine();
  one.upsert(RECORDS, { now: NOW });
  other.upsert(RECORDS.slice(0, 1), { now: NOW });
  for (let round = 0; round < 5; round += 1) {
    ruinMemory();
    assert.throws(() => one.clean(RECORDS[0]), CRASH);
    assert.equal(totals(one), 2 + round);
    assert.equal(totals(other), 1);
    one.upsert([{ id: `n${round}`, company: `南京第${round}化工研究所有限公司` }], { now: NOW });
  }
  assert.equal(totals(one), 7);
  const { customerId } = one.check(again(RECORDS[0])).matches[0];
  assert.equal(one.customer(customerId, { now: NOW }).id, customerId);
  one.free();
  other.free();
});

test('an engine comes back from a snapshot and the frames after it', async () => {
  const engine = await createEngine();
  engine.upsert(RECORDS.slice(0, 1), { now: NOW });
  engine.snapshot();
  engine.upsert(RECORDS.slice(1), { now: NOW });
  const before = engine.exportCustomers(0, 10, { now: NOW });
  ruinMemory();
  assert.throws(() => totals(engine), CRASH);
  assert.deepEqual(engine.exportCustomers(0, 10, { now: NOW }), before);
  engine.free();
});

test('what was replayed outlives a crash', async () => {
  const source = await createEngine();
  const frames = [];
  source.onCommit((frame) => frames.push(frame));
  source.upsert(RECORDS, { now: NOW });
  const engine = await createEngine();
  engine.replay(frames[0]);
  ruinMemory();
  assert.throws(() => engine.clean(RECORDS[0]), CRASH);
  assert.equal(totals(engine), totals(source));
  source.free();
  engine.free();
});

test('the change that crashed did not happen, and can be made again', async () => {
  const engine = await createEngine();
  engine.upsert(RECORDS.slice(0, 1), { now: NOW });
  ruinMemory();
  assert.throws(() => engine.upsert(RECORDS.slice(1), { now: NOW }), CRASH);
  assert.equal(totals(engine), 1);
  engine.upsert(RECORDS.slice(1), { now: NOW });
  assert.equal(totals(engine), 2);
  engine.free();
});

test('an import that was under way is lost, and can be started again', async () => {
  const engine = await createEngine();
  const job = engine.beginImport({ now: NOW });
  job.push(csvOf(10));
  ruinMemory();
  assert.throws(() => job.commit(), CRASH);
  assert.throws(() => job.push('x'), { code: 'import/lost', retryable: true });
  job.abort();
  assert.equal(totals(engine), 0);
  await engine.beginImport({ now: NOW }).run(csvOf(10));
  assert.equal(totals(engine), 10);
  engine.free();
});

test('without a copy to recover from, an engine starts empty', async () => {
  const engine = await createEngine({ recovery: false });
  engine.upsert(RECORDS, { now: NOW });
  ruinMemory();
  assert.throws(() => totals(engine), CRASH);
  assert.equal(totals(engine), 0);
  engine.free();
});

test('without a copy to recover from, erasing takes none', async () => {
  const engine = await createEngine({ recovery: false });
  const { customerId } = engine.upsert(RECORDS, { now: NOW }).results[0];
  engine.snapshot = () => assert.fail('a snapshot is for nobody');
  assert.equal(engine.erase(customerId).records, 1);
  engine.free();
});

test('an engine from before a crash can be freed', async () => {
  const engine = await createEngine();
  ruinMemory();
  assert.throws(() => engine.clean({}), CRASH);
  engine.free();
});
