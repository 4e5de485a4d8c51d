import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { EXPECTED, USE } from './consumers.mjs';
import { project } from './support.mjs';

const run = (folder, file, flags = []) =>
  JSON.parse(execFileSync(process.execPath, [...flags, file], { cwd: folder, encoding: 'utf8' }));

for (const entry of ['kehu', 'kehu/inline', 'kehu/worker']) {
  test(`Node: import ${entry}`, async (t) => {
    const folder = await project(t, {
      'use.mjs': `import { createEngine } from '${entry}';\n${USE}\nconsole.log(JSON.stringify(await use(createEngine)));`,
    });
    assert.deepEqual(run(folder, 'use.mjs', ['--disallow-code-generation-from-strings']), EXPECTED);
  });

  test(`Node: require ${entry}`, async (t) => {
    const folder = await project(
      t,
      {
        'use.cjs': `const { createEngine } = require('${entry}');\n${USE}\nuse(createEngine).then((r) => console.log(JSON.stringify(r)));`,
      },
      { type: 'commonjs' },
    );
    assert.deepEqual(run(folder, 'use.cjs', ['--disallow-code-generation-from-strings']), EXPECTED);
  });
}

const SLIM = `
  const wasm = readFileSync(WASM);
  let early;
  try { normalize('email', 'x'); } catch (error) { early = error.code; }
  initSync(wasm);
  use(createEngine).then((answer) => console.log(JSON.stringify({ early, answer })));`;

test('Node: slim takes the module that it is given', async (t) => {
  const folder = await project(t, {
    'use.mjs': `import { readFileSync } from 'node:fs';\nimport { createEngine, initSync, normalize } from 'kehu/slim';\n
      const WASM = new URL(import.meta.resolve('kehu/kehu_bg.wasm'));\n${USE}${SLIM}`,
    'use.cjs': `const { readFileSync } = require('node:fs');\nconst { createEngine, initSync, normalize } = require('kehu/slim');\n
      const WASM = require.resolve('kehu/kehu_bg.wasm');\n${USE}${SLIM}`,
  });
  for (const file of ['use.mjs', 'use.cjs'])
    assert.deepEqual(run(folder, file), { early: 'engine/not_initialized', answer: EXPECTED });
});

test('Node: slim takes its own module and the packs that are wanted', async (t) => {
  const body = `
    initSync(readFileSync(WASM));
    loadPacks(region);
    const engine = createEngine({ ruleset: preset });
    engine.then((engine) => console.log(JSON.stringify([engine.clean({ 城市: '浙江杭州' }).record, normalize('industry', 'x').reasons[0].code])));`;
  const folder = await project(t, {
    'use.mjs': `import { readFileSync } from 'node:fs';\nimport preset from 'kehu/packs/b2b-cn';\nimport region from 'kehu/packs/region';
      import { createEngine, initSync, loadPacks, normalize } from 'kehu/slim';
      const WASM = new URL(import.meta.resolve('kehu/slim_bg.wasm'));\n${body}`,
    'use.cjs': `const { readFileSync } = require('node:fs');\nconst { createEngine, initSync, loadPacks, normalize } = require('kehu/slim');
      const [preset, region] = [require('kehu/packs/b2b-cn'), require('kehu/packs/region')];
      const WASM = require.resolve('kehu/slim_bg.wasm');\n${body}`,
  });
  for (const file of ['use.mjs', 'use.cjs'])
    assert.deepEqual(run(folder, file), [{ city: '浙江省杭州市' }, 'value/not_recognized']);
});

test('Node: the store, the schema and the command line are there', async (t) => {
  const folder = await project(t, {
    'use.mjs': `import { createEngine } from 'kehu';
      import { openStore } from 'kehu/store';
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const engine = await createEngine({ store: await openStore('data') });
      console.log(JSON.stringify([engine.customers().total, typeof require('kehu/ruleset.schema.json'), require('kehu/package.json').name, typeof require('kehu/store').openStore]));
      process.exit(0);`,
  });
  assert.deepEqual(run(folder, 'use.mjs'), [0, 'object', 'kehu', 'function']);
  const cli = execFileSync(process.execPath, ['node_modules/kehu/bin/kehu.js', 'normalize', 'email'], {
    cwd: folder,
    input: 'A@b.cn\n',
    encoding: 'utf8',
  });
  assert.equal(JSON.parse(cli).value, 'A@b.cn');
});
