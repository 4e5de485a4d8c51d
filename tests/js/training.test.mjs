// Learning the matching model: from JavaScript, and by the command line.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { createEngine } from '../../pkg/lib/inline.js';
import { csvOf, kehu, NOW, scratch } from './support.mjs';

/** Two records each of made-up people; every seventh second record has another town. */
function people(count) {
  const word = (n) =>
    [...'aeiou'].map((vowel, i) => 'bcdfghjklm'[Math.floor(((n + 1) * 48271 ** 2) / 10 ** i) % 10] + vowel).join('');
  const rows = ['id,first_name,surname,street_name,town_name,cluster'];
  for (let n = 0; n < count; n += 1) {
    const [first, last, street] = [word(n % 61), word(n % 97), word((n * 7) % 203)];
    rows.push(`${n}a,${first},${last},${street},${word(n % 23)},${n}`);
    rows.push(`${n}b,${first},${last},${street},${word((n % 7 === 0 ? n + 5 : n) % 23)},${n}`);
  }
  return `${rows.join('\n')}\n`;
}

const trained = async (options = {}) => {
  const engine = await createEngine({ language: 'en', ...options });
  const job = engine.beginImport({ source: 'file', id: 'id', truth: 'cluster', train: true, now: NOW });
  const report = await job.run(people(300));
  return { engine, report };
};

test('the first import is learned from when asked to', async () => {
  const { engine, report } = await trained();
  assert.equal(report.training.records, 600);
  assert.ok(Math.abs(report.training.expectedMatches / 300 - 1) < 0.2, `${report.training.expectedMatches}`);
  const { pairs } = engine.evaluate();
  assert.ok(pairs.precision > 0.95 && pairs.recall > 0.95, JSON.stringify(pairs));
  const model = JSON.parse(engine.model());
  assert.deepEqual(model.columns, ['street_name', 'town_name']);
  assert.ok(model.blocking.some((rule) => rule.learned));
  engine.free();
});

test('learning goes on in steps, tells how far it is, and can be cancelled', async () => {
  const engine = await createEngine({ language: 'en' });
  const options = { source: 'file', id: 'id', truth: 'cluster', train: true, now: NOW };
  const seen = [];
  const controller = new AbortController();
  const onProgress = ({ stage, done, total }) => {
    seen.push({ stage, done, total });
    if (stage === 'training' && done > total / 4) controller.abort();
  };
  const before = engine.model();
  await assert.rejects(engine.beginImport(options).run(people(300), { onProgress, signal: controller.signal }));
  const steps = seen.filter(({ stage }) => stage === 'training');
  assert.ok(steps.length > 5 && steps.every(({ done, total }) => done < total), JSON.stringify(steps));
  assert.deepEqual([engine.model(), engine.customers({ now: NOW, limit: 1 }).total], [before, 0]);
  await engine.beginImport(options).run(people(300));
  const { engine: other } = await trained();
  assert.equal(engine.model(), other.model());
  for (const one of [engine, other]) one.free();
});

test('a file with nothing to learn from is matched by the ruleset', async () => {
  const engine = await createEngine({ language: 'en' });
  const job = engine.beginImport({ source: 'file', train: true, now: NOW });
  const report = await job.run(csvOf(20));
  assert.deepEqual([report.training.learned, report.customers], [false, 20]);
  engine.free();
});

test('training by hand is kept by a snapshot and changes the hash of the ruleset', async () => {
  const { engine } = await trained();
  const before = engine.ruleset().hash;
  const [pair] = engine.duplicates({ limit: 1 }).pairs;
  engine.decide(pair.left, pair.right, 'distinct', { now: NOW });
  const outcome = engine.train();
  assert.equal(outcome.customers, engine.customers({ now: NOW, limit: 1 }).total);
  assert.notEqual(engine.ruleset().hash, before);
  const again = await createEngine({ snapshot: engine.snapshot(), language: 'en' });
  assert.equal(again.model(), engine.model());
  assert.deepEqual(again.exportClusters(), engine.exportClusters());
  again.free();
  engine.free();
});

test('a crash after training brings the trained model back', async () => {
  const { engine } = await trained();
  engine.train();
  const [model, clusters] = [engine.model(), engine.exportClusters()];
  const other = await createEngine({ language: 'en' });
  other.replay(Buffer.concat([...(await frames())]));
  assert.equal(other.model(), model);
  assert.deepEqual(other.exportClusters(), clusters);
  other.free();
  engine.free();

  async function frames() {
    const heard = [];
    const fresh = await createEngine({ language: 'en' });
    fresh.onCommit((frame) => heard.push(frame));
    const job = fresh.beginImport({ source: 'file', id: 'id', truth: 'cluster', train: true, now: NOW });
    await job.run(people(300));
    fresh.train();
    fresh.free();
    return heard;
  }
});

test('dedupe learns by default, and says what', async (t) => {
  const folder = await scratch(t);
  await writeFile(join(folder, 'people.csv'), people(200));
  const run = (...args) => kehu(['dedupe', 'people.csv', '--id', 'id', '--truth', 'cluster', ...args], { cwd: folder });
  const learned = await run('-o', 'a.csv', '--save-model', 'm.json', '--lang', 'en');
  assert.equal(learned.code, 0, learned.stderr);
  assert.match(learned.stderr, /learned from the data: \d+ pairs compared.*street_name/);
  assert.doesNotMatch(learned.stderr, /rule /);
  const reused = await run('-o', 'b.csv', '--model', 'm.json', '--blocking', '--lang', 'en');
  assert.doesNotMatch(reused.stderr, /learned/);
  assert.match(reused.stderr, /rule full_name: \d+ pairs \(\d+ new\), \d+ match \(\d+\.\d %\)/);
  const [a, b] = await Promise.all(['a.csv', 'b.csv'].map((name) => readFile(join(folder, name), 'utf8')));
  assert.equal(a, b);
  const untrained = await run('-o', 'c.csv', '--untrained', '--lang', 'en');
  assert.doesNotMatch(untrained.stderr, /learned/);
});

test('link finds out how many records one may be linked to unless told', async (t) => {
  const folder = await scratch(t);
  const [header, ...rows] = people(60).trimEnd().split('\n');
  const side = (letter) => rows.filter((row) => row.split(',')[0].endsWith(letter));
  const twice = side('b').map((row) => row.replace(/^\d+b/, (id) => `${id}b`));
  await writeFile(join(folder, 'left.csv'), [header, ...side('a')].join('\n'));
  await writeFile(join(folder, 'right.csv'), [header, ...side('b'), ...twice].join('\n'));
  let told = '';
  const matched = async (...args) => {
    const { stdout, code, stderr } = await kehu(
      ['link', 'left.csv', 'right.csv', '--id', 'id', '--ignore', 'cluster', ...args],
      { cwd: folder },
    );
    assert.equal(code, 0, stderr);
    told = stderr;
    return stdout.split('\n').filter((line) => line.endsWith(',match')).length;
  };
  const [once, often] = [await matched('--links', 'one-to-one'), await matched('--links', 'many-to-many')];
  assert.ok(once <= 60 && often > once, `${once} ${often}`);
  const found = await matched();
  assert.match(told, /one-to-many/, 'the right file has everybody twice');
  assert.equal(await matched('--links', 'one-to-many'), found);
  assert.doesNotMatch(told, /one-to-many/);
  await writeFile(join(folder, 'right.csv'), [header, ...side('b')].join('\n'));
  assert.equal(await matched(), await matched('--links', 'one-to-one'));
  const wrong = await kehu(['link', 'left.csv', 'right.csv', '--links', 'some'], { cwd: folder });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /one-to-one/);
});

test('learning anew goes on in steps, and given up it leaves all as it was', async () => {
  const { engine } = await trained();
  const { engine: other } = await trained();
  const before = [engine.model(), engine.digest()];
  const controller = new AbortController();
  const onProgress = ({ stage }) => stage === 'matching' && controller.abort();
  const given = { onProgress, signal: controller.signal };
  await assert.rejects(engine.beginTraining().commitInSteps(given), { code: 'import/cancelled' });
  assert.deepEqual([engine.model(), engine.digest()], before);
  const stages = new Set();
  const report = await engine.beginTraining().commitInSteps({ onProgress: ({ stage }) => stages.add(stage) });
  const { training, customers } = other.train();
  assert.deepEqual([...stages], ['training', 'indexing', 'matching', 'done']);
  assert.deepEqual([report.training, report.customers], [training, customers]);
  assert.deepEqual([engine.model(), engine.digest()], [other.model(), other.digest()]);
  for (const one of [engine, other]) one.free();
});
