// What should be done, and what is held back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, preset } from '../../pkg/lib/inline.js';

const now = '2026-06-30T09:00:00+08:00';

async function told() {
  const engine = await createEngine({ language: 'en' });
  const companies = ['杭州云帆科技有限公司', '上海明辰机械有限公司'];
  engine.upsert(
    companies.map((company, i) => ({ id: String(i + 1), company })),
    { source: 'crm', now },
  );
  const order = (id) => ({ event_id: `o${id}`, type: 'order', time: '2026-03-01', record_id: id, amount: '100' });
  engine.track([order('1'), order('2')], { now });
  return engine;
}

const DRAFT = {
  id: 'draft',
  name: { zh: '草稿', en: 'draft' },
  when: { event: 'order' },
  suppress: { field: 'company', op: 'contains', value: '云帆' },
  // biome-ignore lint/suspicious/noThenProperty: rules name their actions so.
  then: [{ action: 'call', name: { zh: '致电', en: 'call' }, template: { zh: '致电 {{name}}', en: 'call {{name}}' } }],
};

test('a rule is tried before it is part of the ruleset', async () => {
  const engine = await told();
  const trial = engine.rehearse(DRAFT, { now });
  assert.deepEqual([trial.matched, trial.customers, trial.total], [2, 1, 1]);
  assert.equal(trial.rows[0].text, 'call 上海明辰机械有限公司');
  assert.deepEqual(
    trial.heldBack.map((held) => [held.code, held.count]),
    [['action/suppressed', 1]],
  );
  assert.equal(trial.heldRows[0].customerName, '杭州云帆科技有限公司');
  assert.equal(engine.rehearse('churn_90_days', { now }).rule, 'churn_90_days');
  assert.throws(() => engine.rehearse({ ...DRAFT, when: { tag: 'activ' } }, { now }), {
    code: 'condition/unknown_tag',
    path: 'when.tag',
  });
});

test('results are reported by key and counted by variant', async () => {
  const engine = await told();
  const due = engine.actions({ now });
  engine.acknowledge(due.rows, { now });
  const [{ key, rule }] = due.rows;
  assert.deepEqual(engine.report([{ key, outcome: 'sent' }], { now }), { noted: 1, known: 0, unknown: [] });
  assert.equal(engine.report([{ key, outcome: 'sent' }], { now }).known, 1);
  const [result] = engine.results({ now, rule });
  assert.deepEqual(result.variants[0].outcomes, { sent: 1 });
  const list = engine.handedOut({ now, rule, limit: 1 });
  assert.deepEqual([list.rows.length, list.rows[0].rule, list.rows[0].at], [1, rule, now]);
  assert.deepEqual(
    engine
      .handedOut({ now })
      .rows.find((row) => row.key === key)
      .outcomes.map(({ outcome }) => outcome),
    ['sent'],
  );
  assert.equal(engine.actions({ now }).total, 0);
  assert.ok(engine.heldBack({ now, rule }).total > 0);
});

test('customers get owners by the ruleset', async () => {
  const assignment = {
    field: 'owner',
    agents: [
      { id: 'li', name: '李雷' },
      { id: 'han', name: '韩梅梅' },
    ],
    policies: [{ id: 'turns', by: 'round_robin' }],
  };
  const engine = await createEngine({ ruleset: { ...JSON.parse(preset('b2b-cn')), assignment }, language: 'en' });
  engine.upsert([{ id: '1', company: '杭州云帆科技有限公司' }], { source: 'crm', now });
  const { rows } = engine.assign({ now });
  assert.deepEqual([rows[0].agent, rows[0].policy], ['li', 'turns']);
  const { operation } = engine.acceptAssignments(rows, { now, actor: 'boss' });
  assert.equal(engine.assign({ now }).total, 0);
  engine.undo(operation, { now });
  assert.equal(engine.assign({ now }).total, 1);
});

test('customers go on journeys', async () => {
  const action = { action: 'call', name: { zh: '致电', en: 'call' } };
  const journey = {
    id: 'welcome',
    name: { zh: '欢迎', en: 'welcome' },
    when: { event: 'order' },
    steps: [
      { id: 'pause', wait: { for: { last: 3, unit: 'day' } } },
      { id: 'call', action },
    ],
  };
  const ruleset = { ...JSON.parse(preset('b2b-cn')), rules: [], journeys: [journey] };
  const engine = await createEngine({ ruleset, language: 'en' });
  engine.upsert([{ id: '1', company: '杭州云帆科技有限公司' }], { source: 'crm', now });
  engine.track([{ event_id: 'o', type: 'order', time: now, record_id: '1' }], { now });
  const { nextChangeAt } = engine.advance({ now });
  assert.equal(nextChangeAt, '2026-07-03T09:00:00+08:00');
  assert.equal(engine.advance({ now: nextChangeAt }).moved, 1);
  assert.equal(engine.actions({ now: nextChangeAt }).rows[0].rule, 'welcome');
  assert.deepEqual(
    engine.journeys()[0].steps.map((step) => step.count),
    [0, 1],
  );
});
