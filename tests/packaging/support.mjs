/** Fresh consumer projects around the packed package. */
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../chromium.mjs';

export const PKG = fileURLToPath(new URL('../../pkg/', import.meta.url));
export const TOOLS = fileURLToPath(new URL('../node_modules/', import.meta.url));

let packed;

/** The package as npm packs it, unpacked once; what a consumer finds in `node_modules/kehu`. */
export function packedPackage() {
  packed ??= pack();
  return packed;
}

async function pack() {
  const folder = await mkdtemp(join(tmpdir(), 'kehu-pack-'));
  process.on('exit', () => execFileSync('rm', ['-rf', folder]));
  const env = { ...process.env, npm_config_loglevel: 'error' };
  execFileSync('npm', ['pack', PKG, '--pack-destination', folder, '--silent'], { env });
  const [tarball] = await readdir(folder);
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
  return { tarball: join(folder, tarball), folder: join(folder, 'package') };
}

/** A project that has the package installed and nothing configured, gone when the test is over. */
export async function project(test, files, { type = 'module' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kehu-use-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'node_modules'));
  await cp((await packedPackage()).folder, join(folder, 'node_modules/kehu'), { recursive: true });
  await write(folder, { 'package.json': JSON.stringify({ name: 'consumer', private: true, type }), ...files });
  return folder;
}

/** Makes a development tool available to a project as if it were installed. */
export async function withTool(folder, name) {
  const place = join(folder, 'node_modules', name);
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(TOOLS, name), place);
}

async function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** A static server over a folder, as strict about scripts as a careful site. @returns {Promise<string>} its address */
export async function serve(test, folder) {
  const server = createServer((request, response) => answer(folder, request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  test.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

async function answer(folder, request, response) {
  const file = resolve(
    folder,
    `.${decodeURIComponent(new URL(request.url, 'http://x').pathname)}`.replace(/\/$/, '/index.html'),
  );
  const found = file.startsWith(resolve(folder)) && (await stat(file).catch(() => null))?.isFile();
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  });
  createReadStream(file).pipe(response);
}

/** What the page at `address` puts into `globalThis.result`; fails on any error of the page. */
export async function resultOf(test, address) {
  const browser = await launchChromium();
  test.after(() => browser.close());
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => isComplaint(message) && errors.push(message.text()));
  page.on('response', (response) => isMissing(response) && errors.push(`${response.status()} ${response.url()}`));
  await page.goto(address);
  const result = await page
    .waitForFunction(() => globalThis.result ?? null, null, { timeout: 60_000 })
    .then((handle) => handle.jsonValue())
    .catch((error) => {
      throw new Error([error.message, ...errors].join('\n'));
    });
  return { result, errors };
}

/** What could not be loaded is told by its response, with its address. */
const isComplaint = (message) =>
  ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource');
const isMissing = (response) => response.status() >= 400 && !response.url().endsWith('/favicon.ico');
