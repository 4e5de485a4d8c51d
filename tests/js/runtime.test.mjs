import assert from 'node:assert/strict';
import test from 'node:test';
import {
  createEngine,
  init,
  initSync,
  KehuError,
  normalize,
  normalizeLines,
  normalizeMany,
  preset,
  presets,
  reasonText,
  version,
} from '../../pkg/lib/inline.js';
import { NOW, RECORDS } from './support.mjs';

test('works without init in Node, and init is free', async () => {
  assert.equal(normalize('email', ' Li@Example.com ').value, 'Li@example.com');
  await Promise.all([init(), init(), init()]);
  initSync(new Uint8Array(0));
  assert.equal(normalize('email', null).status, 'empty');
});

test('numbers may be given as such', () => {
  assert.equal(normalize('phone', 13912345678).value, normalize('phone', '13912345678').value);
});

test('many lines give as many answers', () => {
  const answer = new TextDecoder().decode(normalizeLines('email', 'li@yunfantech.cn\n\nx'));
  const statuses = answer
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).status);
  assert.deepEqual(statuses, ['valid', 'empty', 'invalid']);
});

test('a list of values gives the answers that each gives alone', () => {
  const inputs = [
    '13912345678；021-61234567',
    null,
    '',
    'x',
    13912345678,
    '电话\n021-61234567',
    'a\ud83d',
    '\ude00b',
    '😀',
  ];
  const many = [...inputs, ...Array.from({ length: 20_000 }, (_, i) => String(13900000000 + i))];
  const columns = normalizeMany('phone', many, { parts: ['type', 'area_code'], country: 'CN' });
  for (const index of [...inputs.keys(), 8191, 8192, 20_000]) {
    const { value, display, status, parts, reasons, also = [] } = normalize('phone', many[index]);
    const row = [columns.value, columns.display, columns.status, columns.parts.type, columns.parts.area_code];
    const expected = [value, display, status, parts.type ?? null, parts.area_code ?? null];
    assert.deepEqual(
      row.map((column) => column[index]),
      expected,
    );
    assert.deepEqual(columns.notes.get(index) ?? { reasons: [], also: [] }, { reasons, also });
  }
  assert.equal(columns.status.length, many.length);
  assert.deepEqual(normalizeMany('email', []), { value: [], display: [], status: [], parts: {}, notes: new Map() });
});

test('only the parts that are asked for are told', () => {
  const parts = (kind, input, names) => normalize(kind, input, { parts: names }).parts;
  assert.deepEqual(parts('text', '臺北', ['simplified']), { simplified: '台北' });
  assert.deepEqual(parts('text', '臺北', []), {});
  assert.deepEqual(parts('email', 'Li@qq.com', ['key']), { key: 'li@qq.com' });
  assert.equal(normalize('phone', '13912345678', { parts: ['type'], country: 'CN' }).parts.type, 'mobile');
  assert.throws(() => normalize('text', 'x', { parts: 'pinyin' }), { code: 'argument/type', path: 'parts' });
});

test('an answer is the same whichever way it crosses', () => {
  const values = [
    ['email', ['Li@qq.com', 'wang@yunfan.cn', 'a@b@c', '', ' x@y.cn']],
    ['phone', ['13912345678', '138-1234-5678', '021-61234567', '12345', '13912345678/13812345678']],
    ['text', ['臺北', 'a\u001fb', '{', '无', '__proto__']],
    ['amount', ['3', '3万', '1-2万']],
  ];
  for (const [kind, inputs] of values) {
    const lines = inputs.map((input) => JSON.stringify(input)).join('\n');
    const told = new TextDecoder()
      .decode(normalizeLines(kind, lines, { jsonl: true }))
      .trim()
      .split('\n');
    assert.deepEqual(
      inputs.map((input) => normalize(kind, input)),
      told.map((line) => JSON.parse(line)),
    );
  }
});

test('how to clean is read once, and what cannot be read is told with its place', () => {
  assert.equal(normalize('phone', '2125550123', { country: 'US' }).value, '+12125550123');
  assert.equal(normalize('date', '3月5日', { referenceDate: '2024-04-01' }).value, '2024-03-05');
  const refused = (context, error) => assert.throws(() => normalize('phone', '1', context), error);
  refused({ country: 1 }, { code: 'argument/type', path: 'country' });
  refused('CN', { code: 'argument/type', path: 'context' });
  refused({ language: 'fr' }, { code: 'input/invalid', path: 'language' });
  refused({ utcOffset: 1.5 }, { code: 'input/invalid', path: 'utcOffset' });
  const unreadable = {
    get country() {
      return assert.fail();
    },
  };
  refused(unreadable, { code: 'argument/unreadable', path: '' });
});

test('what is wrong with a record is told with its own code and place', async () => {
  const engine = await createEngine();
  const proto = JSON.parse('{"__proto__": "x"}');
  const cases = [
    [() => engine.clean(proto), 'input/name', 'record'],
    [() => engine.upsert([{}, proto], { now: NOW }), 'input/name', 'records[1]'],
    [() => engine.check({ a: [{ b: 1 }] }), 'input/nested', 'record.a'],
    [() => engine.track([{ type: 'order', a: { b: 1 } }], { now: NOW }), 'input/nested', 'events[0].a'],
    [() => engine.clean({ a: 'x'.repeat(70_000) }), 'limits/bytes', 'record.a'],
  ];
  for (const [call, code, path] of cases) assert.throws(call, { name: 'KehuError', code, path });
  assert.equal(engine.clean({ company: '\ud800云帆' }).fields.company.input, '\ufffd云帆');
});

test('presets open engines, as a name, text or object', async () => {
  assert.ok(presets().includes('b2b-cn'));
  const text = preset('b2b-cn');
  for (const ruleset of [undefined, 'b2b-cn', text, `  ${text}`, JSON.parse(text)]) {
    const engine = await createEngine({ ruleset });
    assert.equal(engine.ruleset().id, JSON.parse(text).id);
  }
});

test('reasons have texts in both languages', () => {
  const [reason] = normalize('email', 'not an address').reasons;
  assert.notEqual(reasonText(reason, 'zh'), reasonText(reason, 'en'));
  assert.match(version(), /^\d+\.\d+\.\d+/);
});

const BAD_CALLS = [
  { why: 'a kind is a string', call: () => normalize(5, 'x'), code: 'argument/type', path: 'kind' },
  { why: 'an input is text', call: () => normalize('email', {}), code: 'argument/type', path: 'input' },
  { why: 'a record is an object', call: (e) => e.clean('x'), code: 'argument/type', path: 'record' },
  { why: 'a record is no list', call: (e) => e.clean([]), code: 'argument/type', path: 'record' },
  {
    why: 'functions are no data',
    call: (e) => e.clean({ a: { b: () => 1 } }),
    code: 'argument/type',
    path: 'record.a.b',
  },
  { why: 'a date must be one', call: (e) => e.clean({ at: new Date(NaN) }), code: 'argument/type', path: 'record.at' },
  {
    why: 'a cycle ends',
    call: (e) => {
      const r = {};
      r.r = r;
      e.clean(r);
    },
    code: 'argument/depth',
  },
  {
    why: 'a getter may throw',
    call: (e) =>
      e.clean({
        get a() {
          throw new Error('no');
        },
      }),
    code: 'argument/unreadable',
  },
  { why: 'records are a list', call: (e) => e.upsert({}), code: 'argument/type', path: 'records' },
  { why: 'each record counts', call: (e) => e.upsert([{}, 7]), code: 'argument/type', path: 'records[1]' },
  { why: 'an id is a string', call: (e) => e.customer(1), code: 'argument/type', path: 'id' },
  { why: 'an offset is whole', call: (e) => e.exportCustomers(-1, 5), code: 'argument/type', path: 'offset' },
  { why: 'a limit has a limit', call: (e) => e.exportCustomers(0, 2 ** 40), code: 'argument/type', path: 'limit' },
  { why: 'bytes are bytes', call: (e) => e.replay(17), code: 'argument/type', path: 'journal' },
  { why: 'no such preset', call: () => preset('nope') },
  { why: 'no such customer', call: (e) => e.customer('nobody') },
];

for (const { why, call, code, path } of BAD_CALLS) {
  test(`a wrong call is a clear error: ${why}`, async () => {
    const engine = await createEngine();
    assert.throws(
      () => call(engine),
      (error) => {
        assert.ok(error instanceof KehuError && error instanceof Error);
        assert.match(error.code, /^[a-z_]+\/[a-z0-9_]+$/);
        assert.equal(error.retryable, false);
        if (code) assert.equal(error.code, code);
        if (path !== undefined) assert.equal(error.path, path);
        return true;
      },
    );
    engine.clean(RECORDS[0]); // and does no harm
  });
}

for (const ruleset of ['{', '{"matching": 5}', 'no-such-preset', 5, null]) {
  test(`a wrong ruleset is a KehuError: ${JSON.stringify(ruleset)}`, async () => {
    await assert.rejects(createEngine({ ruleset }), { name: 'KehuError', retryable: false });
  });
}

test('a freed engine says so, and freeing twice is fine', async () => {
  const engine = await createEngine();
  engine.free();
  engine.free();
  assert.throws(() => engine.customers(), { code: 'engine/freed' });
});

test('an engine starts again from its snapshot, and from a journal', async () => {
  const first = await createEngine();
  const frames = [];
  const stop = first.onCommit((frame) => frames.push(frame));
  first.upsert(RECORDS, { now: NOW });
  stop();
  first.upsert([{ id: 'c1', company: '北京百度网讯科技有限公司' }], { now: NOW });
  const second = await createEngine({ snapshot: first.snapshot() });
  assert.equal(second.customers({ now: NOW }).total, 3);
  const third = await createEngine({ journal: Buffer.concat(frames) });
  assert.equal(third.customers({ now: NOW }).total, 2);
});

test('all who listen hear of a commit, whatever one of them throws', async () => {
  const engine = await createEngine();
  const heard = [];
  engine.onCommit(() => {
    throw new Error('not my day');
  });
  engine.onCommit((frame) => heard.push(frame));
  assert.throws(() => engine.upsert(RECORDS, { now: NOW }), /not my day/);
  assert.equal(engine.edition().records, 2);
  assert.equal(heard.length, 1);
  engine.free();
});

test('commits are heard in their order, be it that one who hears makes the next', async () => {
  const engine = await createEngine();
  const heard = { first: [], second: [] };
  engine.onCommit((frame) => {
    heard.first.push(frame);
    if (heard.first.length === 1) engine.upsert([RECORDS[1]], { now: NOW });
  });
  engine.onCommit((frame) => heard.second.push(frame));
  engine.upsert([RECORDS[0]], { now: NOW });
  assert.equal(heard.second.length, 2);
  assert.deepEqual(heard.second, heard.first);
});

test('a damaged snapshot is refused', async () => {
  await assert.rejects(createEngine({ snapshot: new Uint8Array([1, 2, 3]) }), { name: 'KehuError' });
});

test('records of null prototype and with a __proto__ member are plain data', async () => {
  const engine = await createEngine();
  engine.clean(Object.assign(Object.create(null), RECORDS[0]));
  try {
    engine.clean(JSON.parse('{"__proto__": {"polluted": true}, "company": "x"}'));
  } catch (error) {
    assert.ok(error instanceof KehuError);
  }
  assert.equal({}.polluted, undefined);
});
