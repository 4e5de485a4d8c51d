// Whatever goes wrong is said in Chinese or in English, by the harness as by the engine.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, normalize, normalizeMany } from '../../pkg/lib/inline.js';
import { terms } from '../../pkg/lib/messages.js';
import { openStore } from '../../pkg/lib/store-node.js';
import { createEngine as createWorkerEngine } from '../../pkg/lib/worker-node.js';
import { scratch } from './support.mjs';

const HAN = /\p{Script=Han}/u;

/** What is said of a call that is refused, be it at once or later. */
const said = (call) =>
  Promise.resolve()
    .then(call)
    .then(
      () => assert.fail(`${call} is not refused`),
      ({ code, message }) => ({ code, message }),
    );

/** That the texts of both languages are of one code, and each in its own language. */
async function inBoth(callIn) {
  const [zh, en, none] = await Promise.all(['zh', 'en', undefined].map((language) => said(callIn(language))));
  assert.equal(zh.code, en.code);
  assert.match(zh.message, HAN);
  assert.doesNotMatch(en.message, HAN);
  assert.equal(none.message, zh.message, 'Chinese where nothing is said');
}

test('what an engine does not take', async () => {
  const engines = new Map();
  for (const language of ['zh', 'en', undefined]) engines.set(language, await createEngine({ language }));
  const calls = [
    (engine) => engine.customer(5),
    (engine) => engine.customer('nobody'),
    (engine) => engine.customers({ serch: 'x' }),
    (engine) => engine.upsert([new Map([['id', '1']])]),
    (engine) => engine.beginImport().run('公司\n', { onprogress() {} }),
    (engine) => engine.beginImport().run('公司\n', { signal: AbortSignal.abort() }),
    (engine) => engine.beginImport().push(5),
    (engine) => engine.onCommit(5),
  ];
  for (const call of calls)
    await inBoth((language) => async () => {
      const engine = engines.get(language);
      try {
        return await call(engine);
      } finally {
        engine.beginImport().abort();
      }
    });
  for (const engine of engines.values()) engine.free();
  await inBoth((language) => () => engines.get(language).customers());
});

test('what an engine cannot be made with', async () => {
  await inBoth((language) => () => createEngine({ language, mode: 'x' }));
  await inBoth((language) => () => createEngine({ language, serch: 'x' }));
});

test('what functions without an engine do not take', async () => {
  await inBoth((language) => () => normalize('phon', '1', { language }));
  await inBoth((language) => () => normalize('phone', {}, { language }));
  await inBoth((language) => () => normalize('phone', '1', { language, contry: 'CN' }));
  await inBoth((language) => () => normalizeMany('phone', 5, { language }));
  await inBoth((language) => () => createEngine({ language, rulset: 'x' }));
  await inBoth((language) => () => createEngine({ language, store: {} }));
});

test('what a store and a worker do not do', async (t) => {
  const folder = await scratch(t);
  const store = await openStore(folder);
  await inBoth((language) => () => openStore(folder, { language }));
  await store.close();
  await inBoth(
    (language) => async () =>
      (await openStore(await scratch(t), { language })).close(5).then(() => openStore(5, { language })),
  );
  const engines = new Map();
  for (const language of ['zh', 'en', undefined]) engines.set(language, await createWorkerEngine({ language }));
  await inBoth((language) => () => engines.get(language).customer(5));
  await inBoth((language) => () => engines.get(language).upsert([() => 5]));
  for (const engine of engines.values()) engine.free();
  await inBoth((language) => () => engines.get(language).customers());
});

test('names of types are Chinese in Chinese', async () => {
  for (const term of terms()) {
    const { message } = await said(async () => {
      const { KehuError } = await import('../../pkg/lib/error.js');
      throw new KehuError('argument/type', { params: { expected: term, actual: 'an array' } });
    });
    assert.ok(term === 'an AbortSignal' || !message.includes(term), message);
    assert.match(message, /列表/);
  }
});
