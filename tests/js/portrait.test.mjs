// Tags by hand, how a score developed, what a ruleset says to no purpose, the RFM matrix, and members in pages.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, preset } from '../../pkg/lib/inline.js';

const now = '2026-06-30T09:00:00+08:00';
const label = { zh: '要客', en: 'key account' };

/** The preset with a tag that people give, and one that nobody uses. */
function ruleset() {
  const whole = JSON.parse(preset('b2b-cn'));
  const unused = { id: 'unused', name: label, when: { field: 'city', op: 'exists' } };
  whole.tags.push({ id: 'key_account', name: label, kind: 'manual', purpose: label }, unused);
  return whole;
}

async function told() {
  const engine = await createEngine({ ruleset: ruleset(), language: 'en' });
  const companies = ['杭州云帆科技有限公司', '上海明辰机械有限公司', '成都锦程电子有限公司'];
  engine.upsert(
    companies.map((company, i) => ({ id: String(i + 1), company })),
    { source: 'crm', now },
  );
  const order = (id, amount, time) => ({ event_id: `${id}-${time}`, type: 'order', time, record_id: id, amount });
  engine.track([order('1', 900, '2026-06-01'), order('1', 100, '2026-05-01'), order('2', 50, '2026-01-01')], { now });
  return engine;
}

test('people give tags and take them off, and both can be undone', async () => {
  const engine = await told();
  const { id } = engine.customers({ now, search: '云帆' }).rows[0];
  const borne = () => engine.customer(id, { now }).tags.map((tag) => tag.id);
  const { operation } = engine.tag(id, 'key_account', { now, actor: 'li', reason: 'the board knows them' });
  assert.ok(borne().includes('key_account'));
  assert.equal(engine.segment({ tag: 'key_account' }, { now }).count, 1);
  engine.untag(id, 'key_account', { now, actor: 'li' });
  assert.ok(!borne().includes('key_account'));
  engine.tag(id, 'key_account', { now, until: '2026-07-01T00:00:00+08:00' });
  assert.ok(borne().includes('key_account'));
  assert.equal(engine.segment({ tag: 'key_account' }, { now: '2026-07-01T00:00:00+08:00' }).count, 0);
  engine.undo(operation, { now });
  assert.ok(engine.history({ customer: id }).operations.some((one) => one.operation === operation && one.withdrawn));
  assert.throws(
    () => engine.tag(id, 'high_value', { now }),
    (error) => error.path === 'tag' || error.code.startsWith('tag/'),
  );
});

test('a score is told for the ends of past months', async () => {
  const engine = await told();
  const { id } = engine.customers({ now, search: '云帆' }).rows[0];
  const past = engine.scoreHistory(id, 'health', { now, months: 3 });
  assert.equal(past.at(-1).value, engine.customer(id, { now }).scores.find((score) => score.id === 'health').value);
  assert.equal(past.length, 4);
});

test('what a ruleset says to no purpose is found', async () => {
  const engine = await told();
  const found = engine.lint();
  assert.ok(
    found.some((one) => one.path.startsWith('tags[') && one.text.includes('unused')),
    JSON.stringify(found),
  );
  const clean = await createEngine();
  assert.deepEqual(clean.lint(), []);
});

test('the matrix of recency and frequency counts those who bought', async () => {
  const engine = await told();
  const all = engine.rfm('rfm', { now, limit: 10 });
  assert.deepEqual([all.ranks, all.customers, all.money, all.ids.length], [5, 2, '1050', 2]);
  const [{ recency, frequency, customers }] = all.cells;
  assert.equal(engine.rfm('rfm', { now, recency, frequency }).total, customers);
  assert.throws(() => engine.rfm('health', { now }), { code: 'score/not_rfm' });
});

test('members are counted alone, or told in pages', async () => {
  const engine = await told();
  const everybody = { all: [] };
  const { ids } = engine.segment(everybody, { now });
  assert.equal(ids.length, 3);
  assert.deepEqual(engine.segment(everybody, { now, limit: 0 }), { count: 3, ids: [], nextChangeAt: null });
  assert.deepEqual(engine.segment(everybody, { now, offset: 1, limit: 1 }).ids, [ids[1]]);
});

test('the ruleset in force is told whole', async () => {
  const engine = await told();
  const twin = await createEngine({ ruleset: engine.rulesetDocument() });
  assert.equal(twin.ruleset().hash, engine.ruleset().hash);
});
