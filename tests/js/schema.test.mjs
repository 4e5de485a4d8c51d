import assert from 'node:assert/strict';
import test from 'node:test';
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { createEngine, init, schema } from '../../pkg/lib/inline.js';
import { KINDS } from '../../pkg/lib/schema.js';
import { createEngine as createWorkerEngine } from '../../pkg/lib/worker-node.js';

const validate = (standard, value) => standard['~standard'].validate(value);

test('waits for the module where it must, then answers at once', async () => {
  const pending = validate(schema.email(), ' Li@Example.COM ');
  assert.equal(typeof pending.then, 'function');
  assert.deepEqual(await pending, { value: 'Li@example.com' });
  assert.deepEqual(validate(schema.email(), 'a@b.cn'), { value: 'a@b.cn' });
});

test('is a Standard Schema of version 1', () => {
  const { version, vendor } = schema.phone()['~standard'];
  assert.deepEqual({ version, vendor }, { version: 1, vendor: 'kehu' });
  assert.equal(Object.keys(schema).length, KINDS.length + 1);
});

const COMPANY = '深圳市腾讯计算机系统有限公司';
/** Its last character is wrong: a code of the pilot years, or a slip. */
const SUSPECT = '91440300708461136X';

const CASES = [
  { why: 'empty is an issue', of: () => schema.phone(), value: '', issue: '必填' },
  { why: 'absent is an issue', of: () => schema.phone({ language: 'en' }), value: undefined, issue: 'is required' },
  { why: 'empty may be allowed', of: () => schema.phone({ optional: true }), value: '', result: undefined },
  { why: 'null may be allowed', of: () => schema.phone({ optional: true }), value: null, result: undefined },
  { why: 'a number is taken as typed', of: () => schema.amount(), value: 1200.5, result: '1200.5' },
  { why: 'an object is no value', of: () => schema.email({ language: 'en' }), value: {}, issue: 'must be text' },
  { why: 'a symbol is no value', of: () => schema.text(), value: Symbol('x'), issue: '应为文本' },
  { why: 'a suspect value is good enough', of: () => schema.uscc(), value: SUSPECT, result: SUSPECT },
  {
    why: 'but not for the strict',
    of: () => schema.uscc({ strict: true, language: 'en' }),
    value: SUSPECT,
    issue: 'slip',
  },
  { why: 'the form to show', of: () => schema.phone({ display: true }), value: '13912345678', result: '139 1234 5678' },
  {
    why: 'two values stay together',
    of: () => schema.phone(),
    value: '13912345678 / 13812345678',
    result: '+8613912345678；+8613812345678',
  },
  { why: 'an invalid value is an issue', of: () => schema.email(), value: 'nobody', issue: /./ },
  { why: 'a canonical value comes out', of: () => schema.phone(), value: '139 1234 5678', result: '+8613912345678' },
];

for (const { why, of, value, issue, result } of CASES) {
  test(`field: ${why}`, async () => {
    await init();
    const answer = await validate(of(), value);
    if (!issue) return assert.deepEqual(answer, { value: result });
    assert.ok(answer.issues.length > 0);
    for (const { message } of answer.issues) assert.match(message, issue instanceof RegExp ? issue : new RegExp(issue));
  });
}

/** The first test must find no module, so the engine is opened by those that need it. */
let opened;
const english = () => (opened ??= createEngine({ language: 'en' }));
test.after(async () => (await opened)?.free());

const paths = ({ issues }) => issues.map(({ path }) => path);
const messages = ({ issues }) => issues.map(({ message }) => message);

const RECORDS = [
  {
    why: 'cleaned',
    value: { company: ` ${COMPANY} `, mobile: '139 1234 5678', own: 'x', email: '' },
    record: { company: COMPANY, mobile: '+8613912345678', own: 'x' },
  },
  {
    why: 'as shown',
    options: { display: true },
    value: { company: COMPANY, mobile: '13912345678', own: 'x' },
    record: { company: COMPANY, mobile: '139 1234 5678', own: 'x' },
  },
  { why: 'named as in the ruleset', value: { 公司名称: COMPANY }, record: { company: COMPANY } },
  { why: 'named as given', options: { names: 'source' }, value: { 公司名称: COMPANY }, record: { 公司名称: COMPANY } },
  {
    why: 'with every issue',
    value: { email: 'nobody', mobile: '12', company: null },
    paths: [['email'], ['mobile'], ['company']],
  },
  {
    why: 'with issues where the record has them',
    value: { 公司名称: undefined, 邮箱: 'nobody' },
    paths: [['邮箱'], ['公司名称']],
  },
  {
    why: 'without a field that is required',
    options: { required: ['手机', 'consent'] },
    value: { company: COMPANY, mobile: ' ' },
    paths: [['mobile'], ['consent']],
  },
  {
    why: 'without a field that is not even there',
    options: { required: ['手机'] },
    value: { company: COMPANY },
    paths: [['手机']],
  },
  { why: 'required twice, complained of once', options: { required: ['company'] }, value: {}, paths: [['company']] },
  { why: 'suspect', value: { company: COMPANY, uscc: SUSPECT }, record: { company: COMPANY, uscc: SUSPECT } },
  {
    why: 'suspect, to the strict',
    options: { strict: true },
    value: { company: COMPANY, uscc: SUSPECT },
    paths: [['uscc']],
  },
  { why: 'of a wrong shape', value: { company: COMPANY, 'a.b': { c: 1 } }, paths: [['a.b']] },
  { why: 'of a wrong type', value: { company: COMPANY, other: () => {} }, paths: [['other']] },
  { why: 'a list', value: [COMPANY], paths: [undefined] },
  { why: 'nothing', value: null, paths: [undefined] },
  { why: 'text', value: 'x', paths: [undefined] },
  { why: 'unreadable', value: new Proxy({}, { ownKeys: () => assert.fail('never heard of') }), paths: [undefined] },
];

for (const { why, options, value, record, paths: expected } of RECORDS) {
  test(`record: ${why}`, async () => {
    const answer = await validate(schema.record(await english(), options), value);
    if (record) return assert.deepEqual(answer, { value: record });
    assert.deepEqual(paths(answer), expected);
    for (const message of messages(answer)) assert.ok(message && !message.includes('{'), message);
  });
}

test('record: in the language of the form, or of the engine', async () => {
  const bad = { email: 'nobody', other: {} };
  const engine = await english();
  const of = (options, value) => messages(validate(schema.record(engine, options), value));
  assert.deepEqual(of({}, { email: 'nobody' }), [
    'there is no @, so this is not an email address',
    '“Company” is required and missing',
  ]);
  assert.deepEqual(of({ language: 'zh' }, {}), ['缺少必填项“公司名称”']);
  assert.deepEqual(of({ language: 'zh' }, bad), ['值不能是对象']);
  assert.deepEqual(of({ language: 'zh' }, null), ['应为一条记录']);
  assert.deepEqual(of({ language: 'en' }, null), ['must be a record']);
});

test('record: an engine that is gone is no fault of the record', async () => {
  const gone = await createEngine();
  gone.free();
  assert.throws(() => validate(schema.record(gone), {}), { code: 'engine/freed' });
  const far = await createWorkerEngine();
  far.free();
  await assert.rejects(validate(schema.record(far), {}), { code: 'engine/freed' });
});

test('record: by an engine in a worker', async (t) => {
  const far = await createWorkerEngine({ language: 'en' });
  t.after(() => far.close());
  const pending = validate(schema.record(far, { language: 'zh', required: ['手机'] }), {
    公司名称: COMPANY,
    手机: undefined,
  });
  assert.ok(pending instanceof Promise);
  assert.deepEqual(await pending, { issues: [{ message: '缺少必填项“手机”', path: ['手机'] }] });
  assert.deepEqual(paths(await validate(schema.record(far), { x: {} })), [['x']]);
});

test('React Hook Form puts every issue on its field, and gets the cleaned record', async () => {
  const engine = await english();
  const resolve = (value) => {
    const fields = Object.fromEntries(Object.keys(value).map((name) => [name, { name, ref: { name } }]));
    const options = { fields, names: Object.keys(value), criteriaMode: 'all', shouldUseNativeValidation: false };
    return standardSchemaResolver(schema.record(engine))(value, undefined, options);
  };
  const bad = await resolve({ 公司名称: '', email: 'nobody' });
  assert.deepEqual(bad.values, {});
  assert.deepEqual(Object.keys(bad.errors).sort(), ['email', '公司名称']);
  assert.deepEqual(bad.errors.email.types, { 0: 'there is no @, so this is not an email address' });
  assert.equal(bad.errors.公司名称.ref.name, '公司名称');
  const good = await resolve({ 公司名称: ` ${COMPANY}` });
  assert.deepEqual(good, { values: { company: COMPANY }, errors: {} });
});
