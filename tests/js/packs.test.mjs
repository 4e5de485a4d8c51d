// The slim module and its data packs. Each case runs in a process of its own, for an instance loads packs only once.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as whole from '../../pkg/lib/inline.js';
import { printed } from './support.mjs';

const PACKS = ['company', 'industry', 'phone', 'pinyin', 'region', 'traditional'];

const VALUES = [
  ['phone', '021-6123 4567'],
  ['phone', '+1 212 555 1234'],
  ['company_name', '杭州雲帆科技有限公司'],
  ['person_name', '张伟'],
  ['region', '浙江杭州西湖'],
  ['address', '广东省深圳市南山区科技园路1号'],
  ['industry', '软件开发'],
  ['text', '資訊'],
];

/** What a script prints that has `slim` and the `packs` at hand. */
function run(packs, script) {
  const dist = new URL('../../pkg/dist/', import.meta.url);
  const imports = packs.map((name) => `import ${name} from '${new URL(`packs/${name}.js`, dist)}';`).join('\n');
  return printed(`
    import { readFileSync } from 'node:fs';
    import * as slim from '${new URL('../../pkg/lib/slim.js', import.meta.url)}';
    ${imports}
    const wasm = readFileSync(new URL('${new URL('slim_bg.wasm', dist)}'));
    ${script}`);
}

const normalizeAll = `print(${JSON.stringify(VALUES)}.map(([kind, value]) => slim.normalize(kind, value)));`;

test('every pack and preset can be imported by its name', async () => {
  const read = async (file) => JSON.parse(await readFile(new URL(`../../pkg/${file}`, import.meta.url), 'utf8'));
  const { exports } = await read('package.json');
  const { packs, presets } = await read('dist/packs.json');
  const names = Object.keys(exports).filter((name) => name.startsWith('./packs/'));
  assert.deepEqual(
    names.sort(),
    Object.keys({ ...packs, ...presets })
      .map((name) => `./packs/${name}`)
      .sort(),
  );
  assert.deepEqual(Object.keys(packs), PACKS);
});

test('with all packs, slim answers as the whole module does', () => {
  const answers = run(PACKS, `slim.loadPacks(${PACKS}); slim.initSync(wasm); ${normalizeAll}`);
  assert.deepEqual(
    answers,
    VALUES.map(([kind, value]) => whole.normalize(kind, value)),
  );
});

test('packs may come after the module, and survive the loss of the instance', () => {
  const answers = run(
    PACKS,
    `slim.initSync(wasm); slim.loadPacks(${PACKS});
     const { call } = await import('${new URL('../../pkg/lib/engine-runtime.js', import.meta.url)}');
     try { call(() => { throw new WebAssembly.RuntimeError('unreachable'); }); } catch {}
     ${normalizeAll}`,
  );
  assert.equal(answers[4].value, whole.normalize('region', '浙江杭州西湖').value);
});

test('without its pack a value is suspect and says why, never invalid', () => {
  const answers = run([], `slim.initSync(wasm); ${normalizeAll}`);
  assert.ok(answers.every(({ status }) => status !== 'invalid'));
  for (const index of [1, 4, 5, 6])
    assert.ok(
      answers[index].reasons.some(({ code }) => code === 'pack/missing'),
      VALUES[index].join(' '),
    );
});

test('a pack that comes after the first answer is refused, for answers would change', () => {
  const script = `slim.initSync(wasm); slim.normalize('region', '杭州');
    try { slim.loadPacks(region); } catch ({ code, name }) { print([name, code]); }`;
  assert.deepEqual(run(['region'], script), ['KehuError', 'pack/late']);
});

test('what is no pack is refused, before and after the start', () => {
  const early = `slim.loadPacks('x'); try { slim.initSync(wasm); } catch ({ code }) { print(code); }`;
  const late = `slim.initSync(wasm); try { slim.loadPacks('x'); } catch ({ code }) { print(code); }`;
  assert.deepEqual([run([], early), run([], late)], ['pack/invalid', 'pack/invalid']);
});

test('a preset comes as a module too', () => {
  const script = `import preset from '${new URL('../../pkg/dist/packs/b2b-cn.js', import.meta.url)}';
    slim.initSync(wasm); slim.loadPacks(${PACKS});
    const engine = await slim.createEngine({ ruleset: preset });
    print([slim.presets(), engine.clean({ 手机: '138 1234 5678' }).record]);`;
  assert.deepEqual(run(PACKS, script), [[], { mobile: '+8613812345678' }]);
});

test('an address may be that of a file', () => {
  const file = new URL('../../pkg/dist/slim_bg.wasm', import.meta.url);
  for (const address of [file.href, fileURLToPath(file)]) {
    const script = `await slim.init(${JSON.stringify(address)}); print(slim.normalize('email', 'a@B.cn').value);`;
    assert.equal(run([], script), 'a@b.cn');
  }
  assert.equal(run([], `await slim.init('nowhere.wasm').catch(({ code }) => print(code));`), 'engine/load_failed');
});
