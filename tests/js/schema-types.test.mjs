import assert from 'node:assert/strict';
import test from 'node:test';
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
