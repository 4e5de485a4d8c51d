/**
 * Writes tests/cases/conditions/imported.json: what the packages whose formats are imported answer to conditions in these formats.
 *
 *     npm install --no-save --prefix target/vectors @growthbook/growthbook@1.8.0 json-rules-engine@7.3.1 \
 *       @react-querybuilder/core@8.24.1 sql.js@1.16.0
 *     node tests/conditions/vectors.mjs target/vectors
 *
 * The conditions and customers are of this project; only the answers are the packages'. A query of react-querybuilder has no
 * answer of its own: it is what SQLite selects by the SQL that the package makes of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2] ?? 'target/vectors');
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const { evalCondition } = require('@growthbook/growthbook');
const { Engine } = require('json-rules-engine');
const { formatQuery } = require('@react-querybuilder/core');
const initSqlJs = require('sql.js');

/** A name, a number and a list of texts; each may be absent. */
const customers = [
  {},
  { name: 'alpha', n: 5, tags: ['a', 'b'] },
  { name: 'beta', n: 0 },
  { name: 'alphabet', n: -3.5, tags: ['b'] },
  { n: 10, tags: ['c', 'a', 'd'] },
  { name: '上海云帆', n: 1000000.25, tags: ['华东'] },
];

/** A condition that is refused on purpose, with the code of the error. */
const refused = (code, condition) => ({ code, condition });

const comparisons = ['$eq', '$ne', '$lt', '$lte', '$gt', '$gte'];
const mongrule = [
  {},
  { name: 'alpha' },
  { name: 'null' },
  { n: 5 },
  { n: 0 },
  { name: null },
  { name: 'alpha', n: 5 },
  ...comparisons.flatMap((op) => [-4, 0, 5].map((value) => ({ n: { [op]: value } }))),
  ...['$lt', '$lte', '$gt', '$gte'].map((op) => ({ n: { [op]: '5' } })),
  { name: { $eq: 'alpha' } },
  { name: { $ne: 'alpha' } },
  { name: { $eq: null } },
  { name: { $ne: null } },
  { n: { $gt: -4, $lt: 5, $ne: 0 } },
  { n: { $in: [5, 10] } },
  { n: { $nin: [5, 10] } },
  { n: { $in: [null, 5] } },
  { n: { $nin: [null, 5] } },
  { name: { $in: [null] } },
  { name: { $in: [] } },
  { name: { $nin: [] } },
  { name: { $in: ['alpha', '上海云帆'] } },
  { tags: { $in: ['a', 'x'] } },
  { tags: { $nin: ['a', 'x'] } },
  { tags: { $all: ['a', 'b'] } },
  { tags: { $all: ['b'] } },
  { tags: { $all: [] } },
  { tags: { $elemMatch: { $eq: 'a' } } },
  { tags: { $elemMatch: { $in: ['b', 'd'] } } },
  { tags: { $not: { $elemMatch: { $eq: 'a' } } } },
  { name: { $exists: true } },
  { name: { $exists: false } },
  { tags: { $exists: true } },
  { name: { $not: { $eq: 'alpha' } } },
  { n: { $not: { $gt: 0 } } },
  { n: { $not: 5 } },
  { name: { $regexi: '^alpha' } },
  { name: { $regexi: 'bet' } },
  { name: { $regexi: 'a$' } },
  { name: { $not: { $regexi: 'bet' } } },
  { $and: [] },
  { $or: [] },
  { $nor: [] },
  { $and: [{ n: { $gte: 0 } }, { name: { $exists: true } }] },
  { $or: [{ n: 5 }, { name: 'beta' }] },
  { $nor: [{ n: 5 }, { name: 'beta' }] },
  { $not: { name: 'alpha' } },
  { $not: {} },
  { $not: { $or: [{ n: 5 }, { $and: [{ name: 'beta' }, { n: 0 }] }] } },
  { $or: [{ n: { $lt: 0 } }, { n: { $gt: 100 } }], name: { $exists: true } },
  refused('condition/unknown_op', { name: { $regex: '^alpha' } }),
  refused('condition/expected', { name: { $regexi: '^a.*t$' } }),
  refused('condition/unknown_op', { name: { $ini: ['alpha', 'beta'] } }),
  refused('condition/unknown_op', { name: { $nini: ['alpha', 'beta'] } }),
  refused('condition/unknown_op', { tags: { $alli: ['A'] } }),
  refused('condition/unknown_op', { tags: { $size: 2 } }),
  refused('condition/expected', { tags: { $elemMatch: { $gt: 'a' } } }),
  refused('condition/expected', { tags: ['a', 'b'] }),
  refused('condition/unknown_op', { name: { $type: 'string' } }),
  refused('condition/unknown_op', { name: { $vgt: '1.2.3' } }),
  refused('condition/expected', { n: { $in: 5 } }),
  refused('condition/unknown_op', { name: { $inGroup: 'g' } }),
  refused('condition/unknown_op', { $savedGroup: { id: 'g' } }),
  refused('condition/expected', { name: {} }),
  refused('condition/op_type', { name: { $gt: 'alpha' } }),
];

const fact = (name, operator, value) => ({ fact: name, operator, value });
const jsonRules = [
  { all: [] },
  ...['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'].flatMap((operator) =>
    [-4, 0, 5].map((value) => ({ all: [fact('n', operator, value)] })),
  ),
  { all: [fact('name', 'equal', 'alpha')] },
  { all: [fact('name', 'notEqual', 'alpha')] },
  { any: [fact('name', 'in', ['alpha', 'beta'])] },
  { any: [fact('name', 'notIn', ['alpha', 'beta'])] },
  { any: [fact('name', 'in', [])] },
  { any: [fact('name', 'notIn', [])] },
  { any: [fact('n', 'in', [0, 10])] },
  { all: [fact('tags', 'contains', 'a')] },
  { all: [fact('tags', 'doesNotContain', 'a')] },
  { all: [{ not: fact('tags', 'contains', 'a') }] },
  { not: { all: [fact('name', 'equal', 'alpha'), fact('n', 'equal', 5)] } },
  { any: [{ all: [fact('n', 'greaterThan', 0), fact('n', 'lessThan', 10)] }, fact('name', 'equal', 'beta')] },
  {
    all: [{ any: [fact('n', 'equal', 5), fact('n', 'equal', 10)] }, { not: { any: [fact('name', 'equal', 'alpha')] } }],
  },
  { all: [{ ...fact('n', 'greaterThan', 0), priority: 3, name: 'positive' }], priority: 2, name: 'all' },
  refused('condition/unknown_key', { all: [{ ...fact('n', 'greaterThan', 0), path: '$.a' }] }),
  refused('condition/expected', { all: [{ fact: 'n', operator: 'greaterThan', value: { fact: 'n' } }] }),
  refused('condition/unknown_key', { all: [{ ...fact('n', 'greaterThan', 0), params: { a: 1 } }] }),
  refused('condition/unknown_key', { condition: 'shared' }),
  refused('condition/unknown_op', { all: [fact('tags', 'someFact:equal', 'a')] }),
  refused('condition/unknown_op', { all: [fact('n', 'ownOperator', 1)] }),
];

const rule = (field, operator, value, more = {}) => ({ field, operator, value, ...more });
const and = (rules, more = {}) => ({ combinator: 'and', rules, ...more });
const or = (rules, more = {}) => ({ combinator: 'or', rules, ...more });
const query = [
  and([]),
  or([]),
  and([], { not: true }),
  and([rule('n', '=', 5), or([])]),
  and([rule('n', '=', 5), or([], { not: true })]),
  ...['=', '!=', '<', '<=', '>', '>='].flatMap((operator) => [
    and([rule('n', operator, 5)]),
    and([rule('n', operator, '0')]),
  ]),
  ...['=', '!=', 'contains', 'beginsWith', 'endsWith', 'doesNotContain', 'doesNotBeginWith', 'doesNotEndWith'].map(
    (operator) => and([rule('name', operator, 'alpha')]),
  ),
  and([rule('name', 'contains', '云')]),
  and([rule('name', 'null', '')]),
  and([rule('name', 'notNull', '')]),
  and([rule('name', 'in', 'alpha, beta')]),
  and([rule('name', 'notIn', ['alpha', 'beta'])]),
  and([rule('n', 'in', '0,5')]),
  and([rule('n', 'between', '0,5')]),
  and([rule('n', 'between', [0, 5])]),
  and([rule('n', 'between', [5, 0])]),
  and([rule('n', 'notBetween', [0, 5])]),
  and([rule('n', '>', 0)], { not: true }),
  and([rule('n', '>', 0), or([rule('name', '=', 'alpha'), rule('name', 'null', '')])]),
  or([rule('n', '=', 5, { id: 'x', path: [0] }), rule('name', '=', 'beta')], { id: 'y' }),
  and([rule('n', '=', 5, { disabled: true }), rule('name', 'notNull', '')]),
  and([rule('n', '=', 5, { muted: true }), rule('name', 'notNull', '')]),
  and([or([rule('n', '=', 5)], { muted: true }), rule('name', 'notNull', '')]),
  and([rule('n', '=', 5)], { muted: true }),
  { rules: [rule('n', '=', 5), 'and', rule('name', '=', 'alpha'), 'or', rule('n', '=', 10)] },
  { rules: [rule('n', '=', 10), 'or', rule('n', '=', 5), 'and', rule('name', '=', 'beta')], not: true },
  { rules: [rule('n', '=', 10)] },
  refused('condition/expected', { combinator: 'xor', rules: [rule('n', '=', 5), rule('n', '>', 0)] }),
  refused('condition/expected', { rules: [rule('n', '=', 5), rule('n', '>', 0)] }),
  refused('condition/expected', { rules: [rule('n', '=', 5), 'and'] }),
  refused('condition/expected', { rules: [rule('n', '=', 5), 'xor', rule('n', '>', 0)] }),
  refused('condition/expected', and([rule('n', '=', 'n', { valueSource: 'field' })])),
  refused('condition/expected', and([rule('n', 'in', [])])),
  refused('condition/expected', and([rule('n', 'in', '')])),
  refused('condition/expected', and([rule('n', 'between', [5])])),
  refused('condition/unknown_op', and([rule('n', '~', 5)])),
];

const SQL = await initSqlJs();
const db = new SQL.Database();
db.run('create table customers (place integer, name text, n real)');
for (const [place, { name = null, n = null }] of customers.entries()) {
  db.run('insert into customers values (?, ?, ?)', [place, name, n]);
}

const answers = {
  mongrule: (condition) => customers.map((customer) => evalCondition(customer, condition)),
  json_rules: (conditions) =>
    Promise.all(
      customers.map(async (customer) => {
        const engine = new Engine([{ conditions, event: { type: 'holds' } }], { allowUndefinedFacts: true });
        return (await engine.run(customer)).events.length === 1;
      }),
    ),
  query: (of) => {
    const selected = db.exec(`select place from customers where ${formatQuery(of, 'sql')}`);
    const places = new Set(selected[0]?.values.map(([place]) => place));
    return customers.map((_, place) => places.has(place));
  },
};

const cases = [];
for (const [format, all] of Object.entries({ mongrule, json_rules: jsonRules, query })) {
  for (const one of all) {
    if (one.code) {
      cases.push({ format, condition: one.condition, refused: one.code });
    } else {
      cases.push({ format, condition: one, answers: (await answers[format](one)).map(Number).join('') });
    }
  }
}
const about = (name) => {
  const { version, license } = JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8'));
  return { name, version, licence: license };
};
const packages = ['@growthbook/growthbook', 'json-rules-engine', '@react-querybuilder/core', 'sql.js'].map(about);
const lines = (list) => `[\n${list.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
const text = `{\n  "packages": ${lines(packages)},\n  "customers": ${lines(customers)},\n  "cases": ${lines(cases)}\n}\n`;
writeFileSync(new URL('../cases/conditions/imported.json', import.meta.url), text);
