/** The built demo page behind a server that sends the page's own policy as a header, and a browser to look at it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../chromium.mjs';

const DIST = fileURLToPath(new URL('../../www/dist/', import.meta.url));
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};
export const WIDE = { width: 1440, height: 900 };
export const LAPTOP = { width: 1024, height: 768 };
export const NARROW = { width: 390, height: 844 };
/** The machines that tests run on may be slow; what takes longer than this does not come. */
export const PATIENCE = Number(process.env.PATIENCE ?? 90_000);

async function servedPage() {
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];
  assert.ok(policy, 'the page has no policy');
  const server = createServer((request, response) => answer(request, response, policy));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { policy, server, address: `http://127.0.0.1:${server.address().port}/` };
}

async function answer(request, response, policy) {
  const path = normalize(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
  const body = await readFile(join(DIST, path)).catch(() => null);
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': policy,
  });
  response.end(body);
}

/**
 * Opens the page, with nothing moving unless `motion` says so: on a slow machine a click at what moves goes beside it.
 * What it complains of and whom it asks for anything is kept in `complaints` and `requests`.
 * @param {import('node:test').TestContext} test
 */
export async function openPage(test, options = {}) {
  const { viewport = WIDE, language = 'zh-CN', scheme = 'light', motion = 'reduce' } = options;
  const { server, address, policy } = await servedPage();
  const browser = await launchChromium();
  test.after(async () => {
    await browser.close();
    server.close();
  });
  const context = await browser.newContext({
    viewport,
    locale: language,
    colorScheme: scheme,
    reducedMotion: motion,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  const requests = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  context.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, address, policy, complaints, requests };
}

/** Closes the tab and opens another one at the same address. */
export async function reopen(page, address) {
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  next.setDefaultTimeout(PATIENCE);
  await next.goto(address);
  return next;
}

/** Goes to a page by the name in the navigation; on narrow screens the navigation must be opened first. */
export async function visit(page, name) {
  const menu = page.getByRole('button', { name: /^(菜单|Menu)$/ });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** Takes the sample and waits until it is there. */
export async function takeSample(page) {
  await page.getByRole('button', { name: /样例|sample/ }).click();
  await page.getByText(/导入完成|Import complete/).waitFor();
}

/** Imports a file as its columns are understood. */
export async function importFile(page, name, content) {
  await dropFile(page, name, content);
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText(`${name}：`).waitFor();
}

/** How many customers the list says there are. */
export async function customerTotal(page) {
  return numberIn(await page.locator('.ant-pagination-total-text').innerText());
}

/** Waits until the list says that there are so many customers: what was done to one is told before the list shows it. */
export async function totalBecomes(page, count) {
  await page
    .locator('.ant-pagination-total-text')
    .filter({ hasText: `共 ${count} 位客户` })
    .waitFor();
}

/** Puts a file on the page as if it were dropped. */
export async function dropFile(page, name, content) {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** Takes an option of a select; long lists are searched, for only what is in view is there. */
export async function choose(page, select, option) {
  await select.click();
  if (await select.isEditable()) await select.fill(option);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: new RegExp(`^${option}$`) })
    .click();
}

/** Says yes to a question, and waits until it is gone: what lies under it is not to be pointed at before. */
export async function confirm(question) {
  await question.getByRole('button', { name: /确\s*定/ }).click();
  await question.waitFor({ state: 'hidden' });
}

/** How many customers the count under the condition says, on the page or in a part of it, once it is settled. */
export async function counted(page) {
  await new Promise((settled) => setTimeout(settled, 600));
  return numberIn(await page.getByTestId('condition-result').locator('strong').first().innerText());
}

/** The first number of a text, written with separators. */
export const numberIn = (text) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
