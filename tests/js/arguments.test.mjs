import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, KehuError, normalize, normalizeLines, normalizeMany, schema } from '../../pkg/lib/inline.js';
import { openStore } from '../../pkg/lib/store-node.js';
import { createEngine as createWorkerEngine } from '../../pkg/lib/worker-node.js';
import { NOW, RECORDS } from './support.mjs';

/** That a call is refused with a code and a path, be it at once or later. */
async function refused(call, code, path) {
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => assert.fail(`${call} is not refused`),
      (thrown) => thrown,
    );
  assert.ok(error instanceof KehuError, `${call}: ${error}`);
  assert.deepEqual([error.code, error.path], [code, path], `${call}: ${error.message}`);
  return error;
}

test('an option that does not exist is told, with those that do', async () => {
  const engine = await createEngine();
  const job = () => engine.beginImport();
  const cases = {
    rulset: () => createEngine({ rulset: 'b2b-cn' }),
    stor: () => createWorkerEngine({ stor: 'crm' }),
    wiat: () => openStore('x', { wiat: true }),
    contry: () => normalize('phone', '1', { contry: 'CN' }),
    part: () => normalizeMany('phone', ['1'], { part: ['type'] }),
    json: () => normalizeLines('phone', '1', { json: true }),
    optinal: () => schema.phone({ optinal: true }),
    require: () => schema.record(engine, { require: ['mobile'] }),
    onprogress: () => job().run('公司\n', { onprogress() {} }),
    resumeable: () => job().run('公司\n', { resumeable: true }),
  };
  for (const [name, call] of Object.entries(cases)) {
    const error = await refused(call, 'argument/option', name);
    assert.match(error.message, new RegExp(`没有选项“${name}”；可用：\\w+`));
  }
});

test('an option of another call is told, not passed over: what a role may not see is not shown for want of a word', async () => {
  const engine = await createEngine({ language: 'en' });
  const far = await createWorkerEngine({ language: 'en' });
  const cases = {
    clean: [[{}], 'role'],
    check: [[{}], 'now'],
    upsert: [[[]], 'actor'],
    enrich: [['a', {}], 'source'],
    track: [[[]], 'source'],
    segments: [[], 'role'],
    segment: [['silent'], 'role'],
    tags: [[], 'purpose'],
    foretell: [[], 'limit'],
    actions: [[], 'rule'],
    acknowledge: [[[]], 'actor'],
    report: [[[]], 'rule'],
    heldBack: [[], 'customer'],
    rehearse: [['x'], 'rule'],
    advance: [[], 'limit'],
    assign: [[], 'rule'],
    acceptAssignments: [[[]], 'customer'],
    explain: [['a', 'b'], 'limit'],
    refusals: [[], 'verdict'],
    decide: [['a', 'b', 'same'], 'source'],
    merge: [[[]], 'customer'],
    unmerge: [['a'], 'role'],
    undo: [['a'], 'customer'],
    pin: [['a', 'city', null], 'until'],
    bind: [[{}], 'source'],
    unbind: [['a', {}], 'customer'],
  };
  for (const [method, [args, option]] of Object.entries(cases))
    for (const one of [engine, far]) {
      const error = await refused(() => one[method](...args, { [option]: 'x' }), 'argument/option', option);
      assert.match(error.message, /there is no option “\w+”; there are: \w+/, method);
    }
  await far.close();
});

test('what is wrong is refused in a worker as on the engine itself', async () => {
  const far = await createWorkerEngine();
  const near = await createEngine();
  const cases = [
    (engine) => engine.upsert([{ id: 'a', company: Symbol('x') }]),
    (engine) => engine.pin('a', 'city', undefined),
    (engine) => engine.condition({ all: [() => 1] }),
    (engine) => engine.adoptRuleset({ fields: new Map([[1, 2]]) }),
    (engine) => engine.previewRuleset(),
    (engine) => engine.exportCustomers(0),
    (engine) => engine.replay(5),
  ];
  const thrown = async (call) =>
    (
      await Promise.resolve()
        .then(call)
        .catch((error) => error)
    ).toJSON();
  for (const call of cases)
    assert.deepEqual(await thrown(() => call(far)), await thrown(() => call(near)), String(call));
  await far.replay(new ArrayBuffer(0));
  await far.close();
});

test('options that are no object, or of the wrong kind, are told', async () => {
  const engine = await createEngine();
  const type = [
    ['options', () => createEngine('b2b-cn')],
    ['options', () => engine.customers('x')],
    ['options', () => engine.segments([])],
    ['options', () => engine.beginImport('crm')],
    ['options', () => normalizeMany('phone', [], 'CN')],
    ['options', () => schema.phone('en')],
    ['options', () => schema.record(engine, 'en')],
    ['store', () => createEngine({ store: 'crm' })],
    ['store', () => createEngine({ store: {} })],
    ['store', () => createWorkerEngine({ store: {} })],
    ['folder', () => openStore()],
    ['engine', () => schema.record(null)],
    ['listener', () => engine.onCommit(5)],
    ['country', () => normalize('phone', '1', { country: 'us' })],
    ['country', () => normalize('phone', '1', { country: 'ZZ' })],
    ['referenceDate', () => normalize('date', '3月5日', { referenceDate: 'soon' })],
    ['options.onProgress', () => engine.beginImport().run('公司\n', { onProgress: 5 })],
    ['options.signal', () => engine.beginImport().run('公司\n', { signal: 5 })],
  ];
  for (const [path, call] of type) await refused(call, 'argument/type', path);
  assert.equal(engine.customers({ limit: 0 }).total, 0, 'no import is left under way');
});

test('every country that hosts know by name is one; what is reserved, withdrawn or a group of countries is none', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const none = 'AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TP UK UN VD XA XB YD YU ZR ZZ'.split(' ');
  for (let place = 0; place < 26 * 26; place += 1) {
    const country = String.fromCharCode(65 + Math.floor(place / 26), 65 + (place % 26));
    const call = () => normalize('phone', '', { country });
    if (names.of(country) && !none.includes(country)) assert.equal(call().status, 'empty', country);
    else assert.throws(call, { code: 'argument/type', path: 'country' }, country);
  }
});

test('what has no options has none; null stands for none', async () => {
  const engine = await createEngine(null);
  assert.equal(engine.customers(null).total, 0);
  assert.equal(engine.check(RECORDS[0], null).verdict, 'allow');
  assert.deepEqual(normalizeMany('phone', ['138 1234 5678'], null).value, ['+8613812345678']);
  assert.equal(schema.phone(null)['~standard'].validate('138 1234 5678').value, '+8613812345678');
  const report = await engine.beginImport(null).run('公司\n苏州第一精密机械有限公司\n', null);
  assert.equal(report.rows, 1);
});

test('places of a list that were left out are empty', () => {
  // biome-ignore lint/suspicious/noSparseArray: what is tried
  assert.deepEqual(normalizeMany('phone', [, '138 1234 5678']).status, ['empty', 'valid']);
});

test('what is no record is told, not taken for an empty one', async () => {
  const engine = await createEngine({ language: 'en' });
  const form = new FormData();
  form.set('company', RECORDS[0].company);
  const cases = { Map: new Map(Object.entries(RECORDS[0])), FormData: form, Promise: Promise.resolve(RECORDS[0]) };
  for (const [name, value] of Object.entries(cases)) {
    const error = await refused(() => engine.upsert([value], { now: NOW }), 'argument/type', 'records[0]');
    assert.match(error.message, new RegExp(`got a ${name}$`));
  }
  class Row {
    company = RECORDS[0].company;
  }
  assert.equal(engine.clean(new Row()).record.company, RECORDS[0].company);
  assert.match((await refused(() => engine.upsert({}), 'argument/type', 'records')).message, /got an object$/);
});
