import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createEngine, preset, schema } from '../../pkg/lib/inline.js';
import { kehu, NOW, RECORDS, scratch } from './support.mjs';

/** The preset with some of its parts replaced. */
const withParts = (parts) => ({ ...JSON.parse(preset('b2b-cn')), ...parts });

test('clean tells what follows from one field for another, and never over a given value', async () => {
  const engine = await createEngine({ language: 'en' });
  const { suggestions, record } = engine.clean({ company: '欣欣商贸有限公司', phone: '0571-87654321', city: '' });
  const city = suggestions.find(({ field }) => field === 'city');
  assert.deepEqual([city.value, city.from, record.city], ['浙江省杭州市', 'phone', '']);
  assert.match(city.text, /“Phone” says that “City” is/);
  const given = engine.clean({ company: '欣欣商贸有限公司', phone: '0571-87654321', city: '宁波' });
  assert.ok(given.suggestions.every(({ field }) => field !== 'city'));
  assert.deepEqual(
    given.issues.map(({ code, path }) => [code, path]),
    [['quality/disagrees', 'area_code_of_city']],
  );
  engine.free();
});

test('rules of the ruleset hold in forms, with the severity that they were given', async () => {
  const fields = [
    { name: 'level', kind: 'text', required: true, valid: { allowed: ['A', 'B'] } },
    { name: 'budget', kind: 'amount', severity: 'warning', valid: { min: 1000 } },
  ];
  const ruleset = { format: 1, id: 'x', version: '1', fields };
  const engine = await createEngine({ ruleset, language: 'en' });
  const check = (record) => schema.record(engine)['~standard'].validate(record);
  assert.deepEqual(check({ level: 'C' }).issues, [{ message: 'must be one of: A、B', path: ['level'] }]);
  assert.deepEqual(check({}).issues, [{ message: '“level” is required and missing', path: ['level'] }]);
  assert.deepEqual(check({ level: 'a', budget: '5元' }).value, { level: 'a', budget: '5' });
  engine.free();
  const wrong = { ...ruleset, fields: [{ name: 'a', kind: 'text', valid: { format: '(' } }] };
  await assert.rejects(createEngine({ ruleset: wrong }), { code: 'ruleset/pattern', path: 'fields[0].valid.format' });
});

test('enrich adds a record of another source that unmerge takes out again', async () => {
  const engine = await createEngine();
  engine.upsert(RECORDS, { source: 'crm', now: NOW });
  const of = () => engine.customer(engine.customers({ now: NOW, search: '腾讯' }).rows[0].id, { now: NOW });
  const known = { source: 'register', at: new Date('2026-02-01'), confidence: 0.75, fields: { industry: '教育' } };
  const { recordId, customerId } = engine.enrich('a1', known, { now: NOW });
  assert.deepEqual([recordId, customerId], ['a1@crm', of().id]);
  const { value, source, at, confidence } = of().golden.industry;
  assert.deepEqual([value, source, at, confidence], ['P83', 'register', '2026-02-01T08:00:00+08:00', 0.75]);
  engine.unmerge('a1@crm', { now: NOW });
  assert.equal(of().golden.industry, undefined);
  assert.throws(() => engine.enrich('a1', { ...known, source: 'crm' }), { code: 'enrich/source', path: 'source' });
  assert.throws(() => engine.enrich('a1', { fields: {} }), { code: 'input/invalid' });
  engine.free();
});

test('quality compares with an earlier report', async () => {
  const engine = await createEngine({ language: 'en' });
  engine.upsert(RECORDS, { source: 'crm', now: NOW });
  const report = engine.quality({ now: NOW });
  assert.deepEqual([report.rows, report.sources.length, report.drift], [2, 1, undefined]);
  assert.deepEqual(engine.quality({ now: NOW, previous: report }).drift, []);
  assert.throws(() => engine.quality({ previous: { rows: 'many' } }), { code: 'report/invalid', path: 'previous' });
  engine.free();
});

test('a mapping is plain JSON, with the unit where it is given', async () => {
  const engine = await createEngine();
  const csv = '编号,甲,乙\n1,杭州云帆科技有限公司,500\n';
  const mapping = { 甲: 'company', 乙: { field: 'registered_capital', unit: '万元', confidence: 1, alternatives: [] } };
  const report = await engine.beginImport({ now: NOW, mapping }).run(csv);
  assert.deepEqual(
    report.mapping.map(({ field }) => field),
    ['id', 'company', 'registered_capital'],
  );
  const [{ id }] = engine.customers({ now: NOW }).rows;
  assert.equal(engine.customer(id, { now: NOW }).golden.registered_capital.value, '5000000');
  engine.free();
});

const CSV = `甲,乙,城市,注册资本（万元）,等级\n${Array.from(
  { length: 60 },
  (_, i) => `苏州第${i}精密机械有限公司,0512-6${String(1000000 + i)},,${100 + i},${'ABC'[i % 3]}`,
).join('\n')}\n`;

test('kehu clean: a mapping saved, edited and given again; units, gaps and drift', async (t) => {
  const cwd = await scratch(t);
  const run = (...args) => kehu(['clean', 'in.csv', '-o', 'out.csv', '--now', NOW, ...args], { cwd });
  const read = async (name) => JSON.parse(await readFile(join(cwd, name), 'utf8'));
  await writeFile(join(cwd, 'in.csv'), CSV);
  const first = await run('--save-mapping', 'm.json', '--report', 'r.json', '--fill');
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stderr, /60 rows cleaned, quality score \d+\.\d → 100\.0/);
  const [row] = (await readFile(join(cwd, 'out.csv'), 'utf8')).split('\n').slice(1);
  assert.equal(row, '苏州第0精密机械有限公司,+8651261000000,江苏省苏州市,1000000,A');
  const mapping = await read('m.json');
  assert.equal(mapping['注册资本（万元）'].unit, '万元');
  mapping.等级 = null;
  await writeFile(join(cwd, 'm.json'), JSON.stringify(mapping));
  const again = await run('--mapping', 'm.json', '--previous', 'r.json', '--report', 'r2.json');
  assert.match(again.stderr, /unlike the batch before: “Level” is no longer given/);
  assert.equal((await read('r2.json')).drift[0].code, 'drift/field_gone');
  assert.equal((await run('--previous', 'r.json', '--strict')).code, 0);
  assert.equal((await run('--previous', 'r.json', '--mapping', 'm.json', '--strict')).code, 1);
});

const WRONG = [
  { args: ['--mapping', 'odd.json'], says: /no column “丁”/ },
  { args: ['--mapping', 'list.json'], says: /input\/invalid/ },
  { args: ['--previous', 'odd.json'], says: /no quality report/ },
  { args: ['--save-mapping', 'in.csv'], says: /overwrite/ },
];

for (const { args, says } of WRONG) {
  test(`kehu clean refuses ${args.join(' ')}`, async (t) => {
    const cwd = await scratch(t);
    await writeFile(join(cwd, 'in.csv'), CSV);
    await writeFile(join(cwd, 'odd.json'), '{"丁": "company"}');
    await writeFile(join(cwd, 'list.json'), '[]');
    const { code, stderr } = await kehu(['clean', 'in.csv', '-o', 'out.csv', ...args], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, says);
  });
}

test('a ruleset that is made of the preset keeps its rules', async () => {
  const engine = await createEngine({ ruleset: withParts({ checks: [] }) });
  assert.deepEqual(engine.clean({ company: '欣欣商贸有限公司', phone: '0571-87654321', city: '宁波' }).issues, []);
  engine.free();
});
