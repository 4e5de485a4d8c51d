import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Miniflare } from 'miniflare';
import { EXPECTED, USE } from './consumers.mjs';
import { project } from './support.mjs';

test('workerd: imports the module compiled and works in a request', async (t) => {
  const folder = await project(t, {
    'worker.mjs': `import { createEngine, normalize } from './node_modules/kehu/lib/workerd.js';\n${USE}
      export default { async fetch() { return Response.json({ answer: await use(createEngine), email: normalize('email', 'A@b.cn').value }); } };`,
  });
  const lib = join(folder, 'node_modules/kehu/lib');
  const modules = (await readdir(lib))
    .filter((name) => !/node|thread|inline|edge|lock/.test(name))
    .map((name) => join(lib, name));
  const mf = new Miniflare({
    compatibilityDate: '2025-01-01',
    cf: false,
    modulesRoot: folder,
    modules: [
      { type: 'ESModule', path: join(folder, 'worker.mjs') },
      ...[...modules, join(lib, '../dist/core.js')].map((path) => ({ type: 'ESModule', path })),
      { type: 'CompiledWasm', path: join(lib, '../dist/kehu_bg.wasm') },
    ],
  });
  t.after(() => mf.dispose());
  const response = await mf.dispatchFetch('http://localhost/');
  assert.deepEqual(await response.json(), { answer: EXPECTED, email: 'A@b.cn' });
});
