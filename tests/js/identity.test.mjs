// Identity from JavaScript: identifiers, operations and taking them back, pins, another ruleset, erasing.

import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, preset } from '../../pkg/lib/inline.js';
import { openStore } from '../../pkg/lib/store-node.js';
import { NOW, scratch } from './support.mjs';

const RECORDS = [
  { id: '1', company: '杭州云帆科技有限公司', contact: '王芳', mobile: '13812345678' },
  { id: '2', company: '上海明辰机械有限公司', contact: '李强', mobile: '13987654321' },
  { id: '3', company: '成都锦程电子有限公司', contact: '赵敏', mobile: '13611112222' },
];

const by = (reason) => ({ now: NOW, actor: 'li', reason });

async function engineWith(records = RECORDS, options = {}) {
  const engine = await createEngine({ language: 'en', ...options });
  const { results } = engine.upsert(records, { source: 'crm', now: NOW });
  return { engine, ids: results.map((result) => result.customerId) };
}

test('a merge is taken back as if it had never been, whatever came after', async () => {
  const { engine, ids } = await engineWith();
  const before = engine.digest();
  const merged = engine.merge([ids[0], ids[1]], by('same owner'));
  assert.equal(merged.customerIds.length, 1);
  const pinned = engine.pin(ids[2], 'company', '锦程电子', by('licence'));
  assert.equal(engine.customer(ids[2], { now: NOW }).golden.company.pinned.actor, 'li');
  engine.undo(merged.operation, by('mistake'));
  assert.deepEqual(new Set(engine.customers({ now: NOW }).rows.map((row) => row.id)), new Set(ids));
  engine.undo(pinned.operation, by('mistake'));
  assert.equal(engine.digest(), before);
  const { total, operations } = engine.history({ customer: ids[0] });
  assert.equal(total, 1);
  assert.deepEqual(
    [operations[0].kind, operations[0].actor, operations[0].reason, operations[0].withdrawn.reason],
    ['merge', 'li', 'same owner', 'mistake'],
  );
  assert.throws(() => engine.undo(merged.operation, by('again')), { code: 'operation/withdrawn' });
  assert.throws(() => engine.pin(ids[2], 'company', 7, by('')), { code: 'argument/type' });
  engine.free();
});

test('the digest is the same from a snapshot, from the journal and after a crash', async () => {
  const { engine, ids } = await engineWith();
  const frames = [];
  const fresh = await createEngine({ language: 'en' });
  engine.onCommit((frame) => frames.push(frame.slice()));
  engine.merge([ids[0], ids[2]], by('told'));
  engine.bind({ mobile: '13987654321', device: 'd-77' }, by('signed in'));
  const digest = engine.digest();
  const copy = await createEngine({ snapshot: engine.snapshot() });
  assert.equal(copy.digest(), digest);
  fresh.upsert(RECORDS, { source: 'crm', now: NOW });
  for (const frame of frames) fresh.replay(frame);
  assert.equal(fresh.digest(), digest);
  for (const one of [engine, copy, fresh]) one.free();
});

test('bound identifiers lead events to their customer, and can be taken away', async () => {
  const { engine, ids } = await engineWith();
  engine.bind({ device: 'd-77' }, { ...by('signed in'), customer: ids[1] });
  const { results } = engine.track([{ event_id: 'v1', type: 'page_view', time: NOW, device_id: 'd-77' }], { now: NOW });
  assert.equal(results[0].customerId, ids[1]);
  engine.unbind(ids[1], { device: 'd-77' }, by('sold it'));
  assert.equal(engine.customer(ids[1], { now: NOW }).events.count, 0);
  assert.throws(() => engine.bind({ passport: 'E1', device: 'd' }, by('')), {
    code: 'identity/kind',
    path: 'passport',
  });
  engine.free();
});

test('another ruleset is previewed, then adopted', async () => {
  const { engine } = await engineWith([
    ...RECORDS,
    { id: '4', company: '上海明辰机械有限公司', crm_id: 'K9' },
    { id: '5', crm_id: 'K9' },
  ]);
  const document = JSON.parse(preset('b2b-cn'));
  document.identity.identifiers = document.identity.identifiers.filter(({ kind }) => kind !== 'crm_id');
  const preview = engine.previewRuleset(document);
  assert.deepEqual([preview.split, preview.joined, preview.before + 1], [1, 0, preview.after]);
  assert.equal(preview.examples.length, 1);
  const digest = engine.digest();
  assert.deepEqual(engine.adoptRuleset(JSON.stringify(document)), preview);
  assert.notEqual(engine.digest(), digest);
  assert.throws(() => engine.adoptRuleset({ ...document, format: 99 }), { code: 'ruleset/format' });
  engine.free();
});

test('what is erased is in no store once that is compacted', async (t) => {
  const folder = await scratch(t);
  const store = await openStore(folder);
  const { engine, ids } = await engineWith(RECORDS, { store });
  await store.flush();
  assert.deepEqual(engine.erase(ids[1]), { records: 1, events: 0 });
  assert.throws(() => engine.customer(ids[1], { now: NOW }), { code: 'customer/unknown' });
  await store.compact();
  const digest = engine.digest();
  engine.free();
  await store.close();
  const again = await openStore(folder);
  const { snapshot, frames } = await again.load();
  const kept = Buffer.concat([snapshot, ...frames]);
  for (const trace of ['13987654321', '李强', '明辰']) assert.equal(kept.includes(trace), false, trace);
  const reopened = await createEngine({ store: again });
  assert.equal(reopened.digest(), digest);
  reopened.free();
  await again.close();
});

test('pairs are listed by verdict, and undoing takes them off the list', async () => {
  const { engine } = await engineWith([...RECORDS, { ...RECORDS[0], id: '4' }]);
  const { operation } = engine.decide('1', '4', 'defer', by('later'));
  const [pair] = engine.duplicates({ verdict: 'defer' }).pairs;
  assert.deepEqual([pair.left, pair.right, pair.verdict], ['1', '4', 'defer']);
  assert.equal(engine.duplicates({ verdict: 'same' }).total, 0);
  engine.undo(operation, by('mistake'));
  assert.equal(engine.duplicates({ verdict: 'defer' }).total, 0);
  assert.throws(() => engine.duplicates({ verdict: 'maybe' }), { code: /./ });
  engine.free();
});

test('guards tell what they refused', async () => {
  const { engine } = await engineWith([
    { id: '1', company: '杭州云帆科技有限公司', mobile: '13812345678', uscc: '91330106MA27XYB183' },
    { id: '2', company: '杭州云帆科技有限公司', mobile: '13812345678', uscc: '91310115MA1K3ABC99' },
  ]);
  const { refusals } = engine.refusals();
  for (const { reason, text, customerIds } of refusals) {
    assert.match(reason.code, /^guard\//);
    assert.ok(text.length > 0 && customerIds[0] !== customerIds[1]);
  }
  engine.free();
});
