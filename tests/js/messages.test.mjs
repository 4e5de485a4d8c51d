import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { Engine } from '../../pkg/lib/engine.js';
import { KehuError, said } from '../../pkg/lib/error.js';
import { codes, text } from '../../pkg/lib/messages.js';
import { METHODS } from '../../pkg/lib/methods.js';

const lib = new URL('../../pkg/', import.meta.url);

async function sources() {
  const names = (await readdir(lib, { recursive: true })).filter((name) => /^(lib|cli)\/.*\.js$/.test(name));
  return Promise.all(names.map((name) => readFile(new URL(name, lib), 'utf8')));
}

test('every code of the harness has a text, and every text a use', async () => {
  const all = (await sources()).join('\n');
  const raised = new Set(
    [...all.matchAll(/(?:KehuError|unusable|text)\('([a-z]+\/[a-z_]+)'/g)].map(([, code]) => code),
  );
  for (const code of raised) assert.ok(codes().includes(code), code);
  for (const code of codes()) assert.ok(all.split(`'${code}'`).length > 2, `${code} is never used`);
});

test('texts are sorted and name the same parameters in both languages', () => {
  assert.deepEqual(codes(), [...codes()].sort());
  const names = (words) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const code of codes()) assert.deepEqual(names(text(code, {}, 'zh')), names(text(code, {}, 'en')), code);
});

test('a worker offers what the engine does', () => {
  const arranged = ['constructor', 'beginImport', 'beginTraining', 'onCommit', 'isFreed', 'free'];
  const own = Object.getOwnPropertyNames(Engine.prototype).filter((name) => !arranged.includes(name));
  assert.deepEqual([...METHODS].sort(), own.sort());
});

test('files stay short', async () => {
  for (const source of await sources()) assert.ok(source.split('\n').length < 400);
});

test('an error of one copy of the package is one to another, as the entries for CommonJS are', async () => {
  const { KehuError: Other } = await import('../../pkg/lib/error.js?copy');
  assert.notEqual(Other, KehuError);
  assert.ok(new Other('store/closed') instanceof KehuError);
  assert.equal(said(new Other('store/closed'), 'en').message, 'this store was closed');
  for (const thing of [null, 5, new Error('x'), { name: 'KehuError', code: 'a/b' }])
    assert.ok(!(thing instanceof KehuError));
});
