import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, init, schema } from '../../pkg/lib/inline.js';
import { KINDS } from '../../pkg/lib/schema.js';

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

const CASES = [
  { why: 'empty is an issue', of: () => schema.phone(), value: '', issue: '必填' },
  { why: 'absent is an issue', of: () => schema.phone({ language: 'en' }), value: undefined, issue: 'is required' },
  { why: 'empty may be allowed', of: () => schema.phone({ optional: true }), value: '', result: undefined },
  { why: 'null may be allowed', of: () => schema.phone({ optional: true }), value: null, result: undefined },
  { why: 'a number is no text', of: () => schema.email(), value: 5, issue: /./ },
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

test('record: the cleaned record, or issues on their fields', async () => {
  const engine = await createEngine();
  const good = await validate(schema.record(engine), { company: '深圳市腾讯计算机系统有限公司' });
  assert.ok(good.value.company);
  const bad = await validate(schema.record(engine), { company: '深圳市腾讯计算机系统有限公司', email: 'nobody' });
  assert.deepEqual(
    bad.issues.map(({ path }) => path),
    [['email']],
  );
  engine.free();
});
