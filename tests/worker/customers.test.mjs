import assert from 'node:assert/strict';
import test from 'node:test';
import { RECORDS, scratch } from '../js/support.mjs';
import { start } from './support.mjs';

/** The example with a customer base that is kept in `folder`; what is due comes to `due`. */
async function base(t, folder, due = []) {
  const hook = async (request) => {
    due.push(...(await request.json()));
    return new Response('taken');
  };
  const mf = await start(t, {
    durableObjects: { CUSTOMERS: { className: 'Customers', useSQLite: true } },
    durableObjectsPersist: folder,
    serviceBindings: { HOOK: hook },
  });
  const ask = async (at, body) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await mf.dispatchFetch(`http://localhost/base/crm${at}`, init);
    return { status: response.status, body: await response.json() };
  };
  return { ask, stop: () => mf.dispose() };
}

test('a customer base in a Durable Object is found again after it stopped', async (t) => {
  const folder = await scratch(t);
  const first = await base(t, folder);
  const { body: added } = await first.ask('/records', RECORDS);
  assert.equal(added.results.length, 2);
  // More than one value of the storage holds.
  const many = Array.from({ length: 300 }, (_, i) => ({
    id: `m${i}`,
    company: `无锡第${i}轴承有限公司${'轴'.repeat(40)}`,
  }));
  await first.ask('/records', many);
  await first.stop();
  const second = await base(t, folder);
  const { body } = await second.ask('/check', { company: RECORDS[0].company, mobile: RECORDS[0].mobile });
  assert.equal(body.matches[0].customerId, added.results[0].customerId);
  const { body: again } = await second.ask('/records', many.slice(299));
  assert.deepEqual(again.results[0].merged, []);
  await second.stop();
});

test('its alarm tells what is due, once', async (t) => {
  const due = [];
  const { ask } = await base(t, await scratch(t), due);
  await ask('/records', RECORDS.slice(0, 1));
  const old = new Date(Date.now() - 200 * 86_400_000).toISOString();
  await ask('/events', [{ event_id: 'o1', type: 'order', time: old, record_id: RECORDS[0].id, amount: '300' }]);
  for (let turn = 0; turn < 100 && due.length === 0; turn += 1) await new Promise((later) => setTimeout(later, 100));
  assert.ok(due.length > 0 && due.every(({ rule, customerId }) => rule && customerId));
  assert.equal((await ask('/actions')).body.total, 0);
});

test('what is wrong is told, and another base knows nothing', async (t) => {
  const { ask } = await base(t, await scratch(t));
  assert.deepEqual((await ask('/records', 5)).status, 400);
  assert.equal((await ask('/elsewhere', {})).status, 404);
  assert.equal((await ask('/actions')).body.total, 0);
});
