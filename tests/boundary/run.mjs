// Runs the tests of `tests/boundary/tests.rs`, built and bound to `FOLDER` by `cargo xtask test boundary`:
// `node tests/boundary/run.mjs FOLDER`, in Chromium instead of Node with `KEHU_TEST_BROWSER=1`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import process, { argv, env } from 'node:process';
import { pathToFileURL } from 'node:url';

const FOLDER = argv[2];

/** Runs every test that the module exports; whether all passed. Also sent to the browser as text, so it stands alone. */
async function runAll(glue, module) {
  const wasm = await import(glue);
  const exports = wasm.initSync({ module });
  globalThis.__wbg_test_invoke = (test) => test();
  globalThis.__wbgtest_og_console_log = console.log;
  const tests = Object.keys(exports).filter((name) => name.startsWith('__wbgt_'));
  return await new wasm.WasmBindgenTestContext(false).run(tests.map((name) => exports[name]));
}

async function inNode() {
  const module = new WebAssembly.Module(await readFile(join(FOLDER, 'boundary_bg.wasm')));
  return await runAll(pathToFileURL(join(FOLDER, 'boundary.js')).href, module);
}

const TYPES = { js: 'text/javascript', wasm: 'application/wasm' };
const PAGE = '<!doctype html><pre id="output"></pre>';

async function inChromium() {
  const { launchChromium } = await import('../chromium.mjs');
  const server = createServer(answer).listen(0, '127.0.0.1');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const passed = await page.evaluate(`(async () => {
      const module = await WebAssembly.compileStreaming(fetch('/boundary_bg.wasm'));
      return await (${runAll})('/boundary.js', module);
    })()`);
    console.log(await page.textContent('#output'));
    return passed;
  } finally {
    await browser.close();
    server.close();
  }
}

async function answer({ url }, response) {
  const body = url === '/' ? PAGE : await readFile(join(FOLDER, url)).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'content-type': TYPES[url.split('.').at(-1)] ?? 'text/html' });
  response.end(body ?? '');
}

process.exitCode = (await (env.KEHU_TEST_BROWSER === '1' ? inChromium() : inNode())) ? 0 : 1;
