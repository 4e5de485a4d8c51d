/** The example worker in workerd. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** A module bundled as wrangler does: package conditions of workerd, the wasm left for the runtime to compile. */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [path(entry)],
    bundle: true,
    format: 'esm',
    write: false,
    external: ['*.wasm'],
    conditions: ['workerd'],
    alias: { 'kehu/store': path('../../pkg/lib/store-browser.js'), kehu: path('../../pkg/lib/workerd.js') },
  });
  return outputFiles[0].text;
}

/** Starts a module of this folder or of the example, with what it is bound to. */
export async function start(t, options = {}, entry = '../../examples/worker/worker.js') {
  const mf = new Miniflare({
    compatibilityDate: '2025-01-01',
    cf: false,
    modulesRoot: '/',
    modules: [
      { type: 'ESModule', path: '/lib/worker.mjs', contents: await bundle(entry) },
      {
        type: 'CompiledWasm',
        path: '/dist/kehu_bg.wasm',
        contents: await readFile(path('../../pkg/dist/kehu_bg.wasm')),
      },
    ],
    ...options,
  });
  t.after(() => mf.dispose().catch(() => {}));
  return mf;
}
