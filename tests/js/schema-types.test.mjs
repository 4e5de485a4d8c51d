import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';
import { declarations } from '../../pkg/scripts/schema-types.mjs';

const CASES = [
  { why: 'an alias', schema: { type: 'string' }, text: 'export type T = string;' },
  { why: 'nothing known', schema: true, text: 'export type T = unknown;' },
  { why: 'an optional number', schema: { type: ['integer', 'null'] }, text: 'export type T = number | null;' },
  { why: 'names', schema: { type: 'string', enum: ['a', 'b'] }, text: 'export type T = "a" | "b";' },
  {
    why: 'names with their own comments',
    schema: {
      oneOf: [
        { const: 'a', description: 'A' },
        { type: 'string', enum: ['b'] },
      ],
    },
    text: 'export type T = "a" | "b";',
  },
  {
    why: 'a list of either',
    schema: { type: 'array', items: { anyOf: [{ $ref: '#/$defs/U' }, { type: 'null' }] } },
    text: 'export type T = (U | null)[];',
  },
  {
    why: 'a tuple',
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
    text: 'export type T = [string, number];',
  },
  {
    why: 'a map',
    schema: { type: 'object', additionalProperties: { type: 'number' } },
    text: 'export type T = Record<string, number>;',
  },
  {
    why: 'an open object',
    schema: { type: 'object', additionalProperties: true },
    text: 'export type T = Record<string, unknown>;',
  },
  {
    why: 'an object',
    schema: { type: 'object', properties: { a: { type: 'string' }, 'b-c': { $ref: '#/$defs/U' } }, required: ['a'] },
    text: 'export interface T {\n  a: string;\n  "b-c"?: U;\n}',
  },
  {
    why: 'more than its base',
    schema: { allOf: [{ $ref: '#/$defs/U' }], properties: { a: { type: 'string' } } },
    text: 'export type T = U & {\n  a?: string;\n};',
  },
  {
    why: 'a tagged choice',
    schema: { oneOf: [{ type: 'object', properties: { k: { const: 'x' } }, required: ['k'] }, { type: 'null' }] },
    text: 'export type T = {\n  k: "x";\n} | null;',
  },
  {
    why: 'a comment',
    schema: { type: 'string', description: 'Ends */ here.' },
    text: '/** Ends *\\/ here. */\nexport type T = string;',
  },
  {
    why: 'a comment with an example in Rust',
    schema: { type: 'string', description: 'A name.\n\n```\nuse kehu::x;\n```' },
    text: '/** A name. */\nexport type T = string;',
  },
  {
    why: 'a long comment',
    schema: { type: 'string', description: 'One.\n\nTwo.' },
    text: '/**\n * One.\n *\n * Two.\n */\nexport type T = string;',
  },
];

for (const { why, schema, text } of CASES) {
  test(`declares ${why}`, () => assert.equal(declarations({ $defs: { T: schema } }).trim(), text));
}

test('declares what is named, and what that needs, once', () => {
  const $defs = { A: { $ref: '#/$defs/B' }, B: { type: 'string' }, C: { type: 'null' }, D: { type: 'string' } };
  const text = '/** Not C. */\nexport type D = A;\n';
  assert.equal(declarations({ $defs }, text), 'export type A = B;\n\nexport type B = string;\n');
});

/** The least that a schema permits. */
function least(schema, defs) {
  if (schema.$ref) return least(defs[schema.$ref.split('/').at(-1)], defs);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const some = schema.oneOf ?? schema.anyOf;
  if (some) return least(some[0], defs);
  const [type] = [schema.type ?? 'object'].flat();
  if (type === 'object')
    return Object.fromEntries((schema.required ?? []).map((key) => [key, least(schema.properties[key], defs)]));
  return { string: 'x', integer: 1, number: 0.5, boolean: true, array: [], null: null }[type];
}

/** Every closed object of a schema, with a document that holds it and gives it one key too many. */
function* objects(schema, defs, path, embed, seen = []) {
  const own = schema.$ref ? defs[schema.$ref.split('/').at(-1)] : schema;
  if (seen.includes(own)) return;
  const next = [...seen, own];
  for (const part of [...(own.anyOf ?? []), ...(own.oneOf ?? [])]) yield* objects(part, defs, path, embed, next);
  if (own.type === 'array' || own.items) yield* objects(own.items, defs, `${path}[0]`, (x) => embed([x]), next);
  if (typeof own.additionalProperties === 'object')
    yield* objects(own.additionalProperties, defs, `${path}.k`, (x) => embed({ k: x }), next);
  if (!own.properties) return;
  const base = least(own, defs);
  // A variant that its only key tells, and a test that its name tells, have no keys of their own to be told.
  const isVariant =
    Boolean(own.properties.fn) || (own.required?.length === 1 && Object.keys(own.properties).length === 1);
  if (own.additionalProperties === false && !isVariant)
    yield { path, keys: Object.keys(own.properties), document: embed({ ...base, '§': 1 }) };
  for (const [key, member] of Object.entries(own.properties))
    yield* objects(member, defs, path ? `${path}.${key}` : key, (x) => embed({ ...base, [key]: x }), next);
}

test('the engine reads the keys that the JSON Schema of rulesets names, and no others', async () => {
  const schema = JSON.parse(await readFile(new URL('../../pkg/dist/ruleset.schema.json', import.meta.url), 'utf8'));
  const found = [...objects(schema, schema.$defs, '', (document) => document)];
  assert.ok(found.length > 25, `${found.length} objects`);
  for (const { path, keys, document } of found) {
    const error = await createEngine({ ruleset: document, language: 'en' }).catch((cause) => cause);
    assert.deepEqual([error.code, error.path], ['ruleset/invalid', path ? `${path}.§` : '§'], error.message);
    const [, known = ''] = error.message.match(/there are: (.+)$/) ?? [];
    assert.deepEqual(known.split(', ').sort(), keys.sort(), path);
  }
});
