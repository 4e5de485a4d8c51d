import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';
import { NOW, RECORDS } from '../js/support.mjs';
import { start } from './support.mjs';

/** The example running in workerd, bound to a snapshot of `records` or to none. */
async function worker(t, records) {
  const engine = await createEngine();
  if (records) engine.upsert(records, { now: NOW });
  const mf = await start(t, { kvNamespaces: records ? ['SNAPSHOTS'] : [] });
  if (records) await (await mf.getKVNamespace('SNAPSHOTS')).put('latest', engine.snapshot().slice().buffer);
  engine.free();
  return (body, { method = 'POST', at = '/check' } = {}) => mf.dispatchFetch(`http://localhost${at}`, { method, body });
}

test('a known record is recognised, cleaned and explained', async (t) => {
  const post = await worker(t, RECORDS);
  const response = await post(
    JSON.stringify({ company: RECORDS[0].company, mobile: '139 1234 5678', email: 'nobody' }),
  );
  assert.equal(response.status, 200);
  const { record, issues, verdict, matches } = await response.json();
  assert.ok(record.company);
  assert.ok(issues.some(({ field }) => field === 'email'));
  assert.notEqual(verdict, 'allow');
  assert.ok(matches[0].customerId);
});

test('an unknown record is allowed, with a snapshot and without', async (t) => {
  for (const records of [RECORDS, undefined]) {
    const post = await worker(t, records);
    const { verdict, matches } = await (
      await post(JSON.stringify({ company: '成都天府软件园有限公司', mobile: '13700001234' }))
    ).json();
    assert.deepEqual([verdict, matches.length], ['allow', 0]);
  }
});

const WRONG = [
  { why: 'no JSON', body: '{', status: 400, code: 'request/json' },
  { why: 'no object', body: '[1]', status: 400, code: 'argument/type' },
  { why: 'too long', body: `"${'x'.repeat(70_000)}"`, status: 400, code: 'request/too_long' },
  { why: 'another method', method: 'GET', status: 405, code: 'http/method' },
  { why: 'another address', body: '{}', at: '/', status: 404, code: 'http/not_found' },
];

test('wrong requests get a clear answer', async (t) => {
  const send = await worker(t);
  for (const { why, body, status, code, ...rest } of WRONG) {
    const response = await send(body, rest);
    assert.deepEqual([response.status, (await response.json()).code], [status, code], why);
  }
});

test('wrangler is told of what the worker asks for, and of nothing that modules cannot be bound to', async () => {
  const read = (name) => readFile(new URL(`../../examples/worker/${name}`, import.meta.url), 'utf8');
  const [settings, code] = await Promise.all([read('wrangler.toml'), read('worker.js')]);
  const bound = [...settings.matchAll(/^(?:binding|name) = "([A-Z]+)"/gm)].map(([, name]) => name);
  assert.deepEqual(bound.sort(), [...new Set([...code.matchAll(/\benv\.([A-Z]+)/g)].map(([, name]) => name))].sort());
  assert.doesNotMatch(settings, /data_blobs|text_blobs|wasm_modules/);
});
