// Light and dark: as the device is, or as somebody chose, which is remembered.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { importFile, NARROW, openPage, reopen, takeSample, visit } from './support.mjs';

const SOURCES = new URL('../../www/src/', import.meta.url);
const COLOUR = /#[0-9a-f]{3,8}\b|\brgba?\([^)]*\)/gi;

/** Waits until the page is light or dark: its ground, and what the browser draws by itself. */
const looks = (page, scheme) =>
  page.waitForFunction((wanted) => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    const ground = red + green + blue < 180 ? 'dark' : 'light';
    return ground === wanted && document.documentElement.style.colorScheme === wanted;
  }, scheme);

async function choose(page, name) {
  await page.getByRole('button', { name: /^外观：/ }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('button', { name: `外观：${name}` }).waitFor();
}

test('the page is as light as the device, unless somebody says otherwise', async (t) => {
  const opened = await openPage(t, { scheme: 'dark' });
  let { page } = opened;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await looks(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await looks(page, 'light');
  await choose(page, '深色');
  await looks(page, 'dark');
  page = await reopen(page, opened.address);
  await page.getByRole('button', { name: '外观：深色' }).waitFor();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.waitForTimeout(500);
  await looks(page, 'dark');
  await choose(page, '跟随系统');
  await looks(page, 'light');
  assert.deepEqual(opened.complaints, []);
});

test('charts are drawn anew in the other colours', async (t) => {
  const { page } = await openPage(t);
  await takeSample(page);
  await visit(page, '销售漏斗');
  const chart = page.getByRole('img', { name: /到达各阶段的客户/ });
  await chart.locator('canvas').waitFor();
  const drawn = async () => {
    await page.waitForTimeout(1000);
    return (await chart.screenshot()).toString('base64');
  };
  const light = await drawn();
  await choose(page, '深色');
  assert.notEqual(await drawn(), light);
  await choose(page, '浅色');
  assert.equal(await drawn(), light);
});

for (const [name, motion, moves] of [
  ['a customer slides in', 'no-preference', true],
  ['nothing moves for whoever wants nothing to move', 'reduce', false],
])
  test(name, async (t) => {
    const opened = await openPage(t, { motion });
    const { page } = opened;
    await takeSample(page);
    await visit(page, '客户');
    await page.getByRole('table').getByRole('button').first().click();
    assert.equal(await isMoving(page), moves);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' });
    assert.deepEqual(opened.complaints, []);
  });

const isMoving = (page) =>
  page.evaluate(() => document.getAnimations().some((one) => one.effect.getComputedTiming().endTime > 10));

test('colours are written down in one place', async () => {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => /\.(tsx?|css)$/.test(name));
  const elsewhere = names.filter((name) => !name.startsWith('theme/'));
  assert.ok(elsewhere.length > 200 && elsewhere.length < names.length);
  for (const name of elsewhere) {
    const found = (await readFile(new URL(name, SOURCES), 'utf8')).match(COLOUR) ?? [];
    assert.deepEqual(found, [], name);
  }
});

/** As narrow as a page is at 400 % (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 };

test('the header keeps to one line on a phone, in either language', async (t) => {
  for (const [language, viewport] of ['zh-CN', 'en-GB'].flatMap((one) =>
    [NARROW, NARROWEST].map((size) => [one, size]),
  )) {
    const { page } = await openPage(t, { viewport, language });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const header = await page.locator('.shell-header').boundingBox();
    for (const part of await page.locator('.shell-header').locator('button, .brand').all()) {
      const box = await part.boundingBox();
      assert.ok(box.y >= header.y && box.y + box.height <= header.y + header.height, await part.innerText());
      assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, await part.innerText());
    }
  }
});

test('a name of two hundred characters leaves room for the rest', async (t) => {
  const opened = await openPage(t, { viewport: NARROWEST });
  const { page } = opened;
  const name = `${'极长名称测试'.repeat(33)}科技有限公司`;
  await importFile(page, 'long.csv', `公司名称,手机\n${name},13812345678\n`);
  await visit(page, '客户');
  const link = page.getByRole('table').getByRole('button').first();
  assert.ok((await link.boundingBox()).height < 100);
  assert.equal(await link.locator('[title]').getAttribute('title'), await link.innerText());
  await link.click();
  const drawer = page.getByRole('dialog', { name: /^极长名称/ });
  const tab = await drawer.getByRole('tab').first().boundingBox();
  assert.ok(tab.y + tab.height < NARROWEST.height, 'the name hides what is told of it');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROWEST.width);
  assert.deepEqual(opened.complaints, []);
});

/** What is told in English, on the whole page and in the windows over it. */
const told = (page, part) => page.locator(part).allInnerTexts();

test('names of the ruleset begin with a capital in English, and amounts have a currency', async (t) => {
  const opened = await openPage(t, { language: 'en-GB' });
  const { page } = opened;
  await takeSample(page);

  await t.test('reasons of tags and scores', async () => {
    await visit(page, 'Customers');
    await page.getByRole('columnheader', { name: 'Orders' }).click();
    await page.locator('th[aria-sort=descending]').waitFor();
    await page.locator('tbody tr.ant-table-row').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('tab', { name: 'Portrait' }).click();
    await drawer.getByText('RFM', { exact: true }).first().waitFor();
    const reasons = await told(page, '.ant-drawer .plain-list li');
    assert.ok(reasons.length > 5);
    for (const reason of reasons) assert.match(reason, /^[^a-z]/, reason);
    assert.ok(
      reasons.some((reason) => /worth ¥[\d,]+/.test(reason)),
      reasons.join('\n'),
    );
    assert.ok(!reasons.some((reason) => /\b\d{5,}\b/.test(reason)), reasons.join('\n'));
  });

  await t.test('the timeline', async () => {
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('tab', { name: /^Timeline/ }).click();
    await page.locator('.ant-timeline-item strong').first().waitFor();
    for (const name of await told(page, '.ant-timeline-item strong')) assert.match(name, /^[A-Z]/);
    await drawer.getByRole('button', { name: 'Close' }).click();
  });

  await t.test('numbers of a segment', async () => {
    await visit(page, 'Analytics');
    await page.getByRole('tab', { name: 'Profile' }).click();
    const row = page.getByRole('row', { name: /^Registered capital/ });
    assert.match(await row.innerText(), /¥[\d,]+/);
  });

  await t.test('actions that are urgent are said to be', async () => {
    await visit(page, 'Actions due');
    await page.locator('.ant-collapse-header').first().waitFor();
    const groups = await told(page, '.ant-collapse-header');
    assert.ok(groups.some((text) => /urgent\s*[\d,]+ in all/.test(text)));
    assert.ok(groups.some((text) => !/urgent/.test(text)));
  });
  assert.deepEqual(opened.complaints, []);
});
