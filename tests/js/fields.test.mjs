// The entry without an engine, with its two modules. Each case runs in a process of its own, for there is one instance.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as whole from '../../pkg/lib/inline.js';
import { printed } from './support.mjs';

const at = (path) => new URL(`../../pkg/${path}`, import.meta.url);

/** What a script prints that has `fields` and the bytes of a module at hand. */
function run(module, script) {
  return printed(`
    import { readFileSync } from 'node:fs';
    import * as fields from '${at('lib/fields.js')}';
    import region from '${at('dist/packs/region.js')}';
    const wasm = readFileSync(new URL('${at(`dist/${module}`)}'));
    ${script}`);
}

const KEYS = [
  ['phone', '０２１-6123 4567转801'],
  ['phone', '138 1234 5678'],
  ['email', ' Li@Gmial.com '],
  ['uscc', '91110108551385082q'],
];

test('the keys alone answer as the whole module does', () => {
  const answers = run(
    'keys_bg.wasm',
    `fields.loadPacks(region); fields.initSync(wasm); print(${JSON.stringify(KEYS)}.map(([kind, value]) => fields.normalize(kind, value)));`,
  );
  assert.deepEqual(
    answers,
    KEYS.map(([kind, value]) => whole.normalize(kind, value)),
  );
});

test('the keys alone refuse another kind, and name those that there are', () => {
  const script = `fields.initSync(wasm);
    try { fields.normalize('date', '2024-01-01'); } catch ({ name, code, message }) { print([name, code, message]); }`;
  const [name, code, message] = run('keys_bg.wasm', script);
  assert.deepEqual([name, code], ['KehuError', 'kind/unknown']);
  assert.match(message, /phone email uscc/);
});

test('the fields know every kind, in lists and in schemas, and have no engine', () => {
  const script = `await fields.init(wasm);
    const { issues } = await fields.schema.date({ language: 'en' })['~standard'].validate('2024-02-30');
    print([fields.normalizeMany('amount', ['3万']).value, issues.length, 'createEngine' in fields]);`;
  assert.deepEqual(run('fields_bg.wasm', script), [['30000'], 1, false]);
});

test('a call before the module is there says so', () => {
  const script = `try { fields.normalize('email', 'x'); } catch ({ code }) { print(code); }`;
  assert.equal(run('keys_bg.wasm', script), 'engine/not_initialized');
});
