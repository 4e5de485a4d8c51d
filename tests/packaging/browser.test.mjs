import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { build as esbuild } from 'esbuild';
import { createServer, build as viteBuild } from 'vite';
import webpack from 'webpack';
import { PAGE, PAGE_EXPECTED } from './consumers.mjs';
import { project, resultOf, serve } from './support.mjs';

const HTML = (script) =>
  `<!doctype html><meta charset="utf-8"><title>kehu</title><script type="module" src="${script}"></script>`;

async function check(t, address) {
  const { result, errors } = await resultOf(t, address);
  assert.deepEqual(result, PAGE_EXPECTED);
  assert.deepEqual(errors, []);
}

test('Vite: build', async (t) => {
  const folder = await project(t, { 'index.html': HTML('/main.js'), 'main.js': PAGE });
  await viteBuild({ root: folder, configFile: false, logLevel: 'error' });
  await check(t, await serve(t, join(folder, 'dist')));
});

test('Vite: development server', async (t) => {
  const folder = await project(t, { 'index.html': HTML('/main.js'), 'main.js': PAGE });
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', hmr: false },
  });
  t.after(() => server.close());
  await server.listen(0);
  await check(t, server.resolvedUrls.local[0]);
});

test('webpack: build', async (t) => {
  const folder = await project(t, { 'dist/index.html': HTML('./main.js'), 'src/index.js': PAGE });
  const stats = await new Promise((resolve, reject) => {
    // The output is where `webpack` called in the folder puts it.
    webpack({ context: folder, mode: 'production', output: { path: join(folder, 'dist') } }, (error, done) =>
      error ? reject(error) : resolve(done),
    );
  });
  assert.deepEqual(stats.toJson({ errors: true }).errors, []);
  await check(t, await serve(t, join(folder, 'dist')));
});

/** A page without a bundler names files; a strict policy forbids inline import maps. */
test('a plain module script from a static server', async (t) => {
  const page = PAGE.replace(
    /from '(kehu[^']*)'/g,
    (_, name) =>
      `from '/node_modules/kehu/lib/${{ kehu: 'browser', 'kehu/worker': 'worker', 'kehu/store': 'store-browser' }[name]}.js'`,
  );
  const folder = await project(t, { 'index.html': HTML('/main.js'), 'main.js': page });
  await check(t, await serve(t, folder));
});

test('inline: in a page it starts by itself and fetches nothing', async (t) => {
  const script = `import { normalize, init } from '/node_modules/kehu/lib/inline.js';
    let early; try { normalize('email', 'x'); } catch (error) { early = error.code; }
    init().then(() => { globalThis.result = { early, value: normalize('email', 'A@b.cn').value,
      fetched: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length }; });`;
  const folder = await project(t, { 'index.html': HTML('/main.js'), 'main.js': script });
  const { result } = await resultOf(t, await serve(t, folder));
  assert.deepEqual(result, { early: 'engine/not_initialized', value: 'A@b.cn', fetched: 0 });
});

/** A page for a bundler that copies no assets and starts no workers: it names both itself. */
const SPELT_OUT = PAGE.replace(
  "import { createEngine as createWorkerEngine } from 'kehu/worker';",
  `import { createEngine as createWorker } from 'kehu/worker';
const createWorkerEngine = (options) =>
  createWorker({ ...options, worker: new Worker('/thread.js', { type: 'module' }), module: '/kehu_bg.wasm' });`,
).replace("from 'kehu'", "from 'kehu/inline'");

test('esbuild: build of a page and its worker', async (t) => {
  const folder = await project(t, {
    'dist/index.html': HTML('/main.js'),
    'main.js': SPELT_OUT,
    'thread.js': "import 'kehu/worker-thread';",
  });
  const entries = ['main.js', 'thread.js', 'node_modules/kehu/dist/kehu_bg.wasm'].map((name) => join(folder, name));
  const [outdir, loader] = [join(folder, 'dist'), { '.wasm': 'copy' }];
  await esbuild({ entryPoints: entries, bundle: true, format: 'esm', loader, outdir, entryNames: '[name]' });
  await check(t, await serve(t, outdir));
});

test('a worker whose script is missing says what to do', async (t) => {
  const script = `import { createEngine } from 'kehu/worker';
    createEngine({ language: 'en' }).catch(({ code, message }) => { globalThis.result = { code, message }; });`;
  const folder = await project(t, { 'dist/index.html': HTML('/main.js'), 'main.js': script });
  const [entryPoints, outdir] = [[join(folder, 'main.js')], join(folder, 'dist')];
  await esbuild({ entryPoints, bundle: true, format: 'esm', outdir });
  const { result } = await resultOf(t, await serve(t, outdir));
  assert.equal(result.code, 'worker/script');
  assert.match(result.message, /pass it as “worker”/);
});
