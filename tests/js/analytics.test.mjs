// The analyses over many customers, through the package.

import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';

const NOW = '2026-06-30T09:00:00+08:00';

/** Five customers with the baskets of Tan, Steinbach and Kumar, "Introduction to Data Mining" (2005), table 6.1. */
const BASKETS = [
  ['bread', 'milk'],
  ['bread', 'diapers', 'beer', 'eggs'],
  ['milk', 'diapers', 'beer', 'cola'],
  ['bread', 'milk', 'diapers', 'beer'],
  ['bread', 'milk', 'diapers', 'cola'],
];

async function shop() {
  const engine = await createEngine({ language: 'en' });
  const records = BASKETS.map((_, i) => ({ id: `${i}`, company: `第${i}号企业${i * 7919}有限公司` }));
  const { results } = engine.upsert(records, { source: 'crm', now: NOW });
  const order = (product, i) => ({
    type: 'order',
    time: `2026-05-0${i + 1}`,
    record_id: `${i}`,
    product,
    amount: '10',
  });
  const orders = BASKETS.flatMap((basket, i) => basket.map((product) => order(product, i)));
  const visit = { type: 'visit', time: '2026-04-20', record_id: '0', channel: 'phone' };
  engine.track(
    [visit, ...orders].map((event, i) => ({ event_id: `e${i}`, ...event })),
    { now: NOW },
  );
  return { engine, ids: results.map((result) => result.customerId) };
}

test('sets overlap, and a group is set apart', async () => {
  const { engine, ids } = await shop();
  const beer = { event: 'order', where: { field: 'product', op: 'equals', value: 'beer' } };
  const { parts, pairs } = engine.overlap({ now: NOW, sets: [beer, { event: 'visit' }], ids: true });
  assert.deepEqual([pairs[0].both, pairs[0].onlyA, pairs[0].onlyB, pairs[0].jaccard], [0, 3, 1, 0]);
  assert.deepEqual(parts[1].ids, [ids[0]]);
  const profile = engine.profile({ now: NOW, of: beer, role: 'analyst' });
  assert.deepEqual([profile.customers, profile.others], [3, 2]);
  assert.throws(() => engine.profile({ now: NOW, of: 'nobody' }), { code: 'condition/unknown_segment' });
  engine.free();
});

test('cohorts, credits and key figures', async () => {
  const { engine } = await shop();
  const { rows } = engine.cohorts({ now: new Date(NOW), began: { event: 'order' }, unit: 'month' });
  assert.deepEqual(
    rows.map(({ period, retained }) => [period, retained]),
    [
      ['2026-05', [5, 0]],
      ['2026-06', [0]],
    ],
  );
  const credits = engine.attribution({
    now: NOW,
    conversion: { event: 'order' },
    value: 'amount',
    touches: ['visit'],
    models: ['last', 'markov'],
  });
  assert.equal(credits.total.conversions, 18);
  assert.deepEqual(
    credits.channels.map(({ channel }) => channel),
    ['phone'],
  );
  assert.deepEqual(credits.channels[0].credits[0], { model: 'last', conversions: 1, value: '10', share: 1 });
  const { kpis } = engine.kpis({ now: NOW, costs: { marketing: '50' } });
  const revenue = kpis.find(({ id }) => id === 'revenue');
  assert.equal(revenue.current.value, 180);
  assert.ok(kpis.every(({ name, definition }) => name && definition));
  engine.free();
});

test('what is bought together is offered to who lacks it', async () => {
  const { engine, ids } = await shop();
  const asked = { now: NOW, minSupport: 0.4, minConfidence: 0.6 };
  const { rules } = engine.associations(asked);
  const rule = rules.find(({ items, then }) => items.join() === 'diapers,milk' && then === 'beer');
  assert.deepEqual([rule.support, rule.confidence], [0.4, 0.6667]);
  const { recommendations } = engine.recommend(ids[4], asked);
  assert.deepEqual(
    recommendations.map(({ item }) => item),
    ['beer'],
  );
  engine.free();
});

test('customers fall into groups', async () => {
  const { engine } = await shop();
  const spent = { name: 'spent', measure: { event: 'order', agg: { fn: 'sum', field: 'amount', op: 'gte', n: 0 } } };
  const { clusters, customers } = engine.clusters({ now: NOW, features: [spent], k: 2 });
  assert.equal(customers, 5);
  assert.deepEqual(
    clusters.map(({ size }) => size),
    [4, 1],
  );
  engine.free();
});
