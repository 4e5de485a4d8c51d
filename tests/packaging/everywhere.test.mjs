// One history in Node, Chromium and workerd; natively it is tests/engine/everywhere.rs.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { Miniflare } from 'miniflare';
import { createEngine } from '../../pkg/lib/inline.js';
import { open, play } from './player.mjs';
import { project, resultOf, serve } from './support.mjs';

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');
const HISTORY = JSON.parse(await read('../cases/everywhere.json'));
const PLAYER = await read('player.mjs');

/** What a host makes of the history, and of a snapshot of another host. */
const HOSTS = {
  node: async (_, snapshot) => [await play(createEngine, HISTORY), await open(createEngine, snapshot)],
  chromium: async (t, snapshot) => {
    const folder = await project(t, {
      'index.html': '<!doctype html><meta charset="utf-8"><script type="module" src="/main.js"></script>',
      'player.mjs': PLAYER,
      'main.js': `import { createEngine } from '/node_modules/kehu/lib/browser.js';
        import { open, play } from '/player.mjs';
        globalThis.result = [await play(createEngine, ${JSON.stringify(HISTORY)}),
          await open(createEngine, ${JSON.stringify(snapshot)})];`,
    });
    return (await resultOf(t, await serve(t, folder))).result;
  },
  workerd: async (t, snapshot) => {
    const folder = await project(t, {
      'player.mjs': PLAYER,
      'worker.mjs': `import { createEngine } from './node_modules/kehu/lib/workerd.js';
        import { open, play } from './player.mjs';
        export default { async fetch(request) {
          const { history, snapshot } = await request.json();
          return Response.json([await play(createEngine, history), await open(createEngine, snapshot)]);
        } };`,
    });
    const lib = join(folder, 'node_modules/kehu/lib');
    const names = (await readdir(lib)).filter((name) => !/node|thread|inline|edge|lock/.test(name));
    const scripts = [...names.map((name) => join(lib, name)), join(lib, '../dist/core.js'), join(folder, 'player.mjs')];
    const mf = new Miniflare({
      compatibilityDate: '2025-01-01',
      cf: false,
      modulesRoot: folder,
      modules: [
        { type: 'ESModule', path: join(folder, 'worker.mjs') },
        ...scripts.map((path) => ({ type: 'ESModule', path })),
        { type: 'CompiledWasm', path: join(lib, '../dist/kehu_bg.wasm') },
      ],
    });
    t.after(() => mf.dispose());
    const body = JSON.stringify({ history: HISTORY, snapshot });
    return (await mf.dispatchFetch('http://localhost/', { method: 'POST', body })).json();
  },
};

for (const [host, run] of Object.entries(HOSTS)) {
  test(`${host}: the history leads to its digest, and a snapshot opens as it was made`, async (t) => {
    const there = await play(createEngine, HISTORY);
    const [played, opened] = await run(t, there.snapshot);
    assert.equal(played.digest, HISTORY.digest);
    assert.deepEqual(opened, there);
    assert.equal(played.snapshot, there.snapshot, 'equal states give equal files');
    assert.deepEqual(await open(createEngine, played.snapshot), played);
  });
}
