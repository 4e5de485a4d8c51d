// One customer from all sides, relations between customers, and the funnel, through the package.

import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';

const NOW = '2026-06-30T09:00:00+08:00';
const RECORDS = [
  {
    id: '1',
    company: '华东重工集团有限公司',
    contact: '王建国',
    title: '总经理',
    mobile: '13812345678',
    created_at: '2026-01-01',
  },
  {
    id: '2',
    company: '华东重工集团有限公司苏州分公司',
    contact: '陈芳',
    title: '前台',
    mobile: '13987654321',
    created_at: '2026-01-01',
  },
];
const EVENTS = [
  { event_id: 'a', type: 'visit', time: '2026-06-01T10:00:00+08:00', mobile: '13812345678' },
  {
    event_id: 'b',
    type: 'opportunity',
    time: '2026-06-02T10:00:00+08:00',
    record_id: '1',
    opportunity_id: 'o',
    amount: '1000',
    stage: 'open',
  },
  {
    event_id: 'c',
    type: 'contract',
    time: '2026-06-03T10:00:00+08:00',
    record_id: '1',
    contract_no: 'C-1',
    amount: 'lots',
  },
];

async function told() {
  const engine = await createEngine({ language: 'en' });
  const { results } = engine.upsert(RECORDS, { source: 'crm', now: NOW });
  const tracked = engine.track(EVENTS, { now: NOW });
  return { engine, ids: results.map((result) => result.customerId), tracked };
}

test('an event tells what is wrong with it', async () => {
  const { engine, tracked } = await told();
  assert.deepEqual(
    tracked.results.map(({ issues }) => issues.length),
    [0, 0, 1],
  );
  assert.equal(tracked.results[2].issues[0].field, 'amount');
  engine.free();
});

test('a customer comes from all sides, its timeline in pages', async () => {
  const { engine, ids } = await told();
  const customer = engine.customer(ids[0], { now: NOW, timeline: { limit: 1 } });
  assert.deepEqual([customer.timeline.length, customer.timelineTotal], [1, 3]);
  assert.equal(customer.contacts[0].role, 'decision_maker');
  assert.deepEqual([customer.power.contacts, customer.power.singleThread], [1, true]);
  assert.equal(customer.entities.contract.rows[0].key, 'C-1');
  assert.equal(customer.money.find(({ id }) => id === 'pipeline').amount, '1000');
  assert.equal(customer.stage.id, customer.stages.at(-1).id);
  const filter = { contact: '王建国', types: ['visit'], from: new Date('2026-05-01T00:00:00Z') };
  assert.equal(engine.customer(ids[0], { now: NOW, timeline: filter }).timelineTotal, 1);
  engine.free();
});

test('customers are related by their records and by hand', async () => {
  const { engine, ids } = await told();
  const kinds = (id) => engine.customer(id, { now: NOW }).relations.map(({ kind }) => kind);
  assert.deepEqual(kinds(ids[1]), ['head_office']);
  const { operation } = engine.relate(ids[0], ids[1], 'partner', { actor: 'li', reason: 'why not', now: NOW });
  assert.deepEqual(kinds(ids[0]).sort(), ['branch', 'partner']);
  engine.undo(operation, { now: NOW });
  engine.relate(ids[0], ids[1], 'supplier', { now: NOW, until: '2026-07-01' });
  engine.unrelate(ids[1], ids[0], 'buyer', { now: NOW });
  assert.deepEqual(kinds(ids[0]), ['branch']);
  assert.throws(() => engine.relate(ids[0], ids[1], 'friend', { now: NOW }), { code: 'relation/kind' });
  engine.free();
});

test('the funnel counts customers stage by stage', async () => {
  const { engine } = await told();
  const funnel = engine.funnel({ now: NOW });
  assert.equal(funnel.customers, 2);
  assert.deepEqual(funnel.stages.map(({ reached }) => reached).slice(0, 2), [2, 1]);
  assert.equal(typeof funnel.expected, 'string');
  engine.free();
});
