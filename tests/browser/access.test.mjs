// What assistive technology needs: names of controls, contrast, headers, landmarks, focus; as axe sees it, page by page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import test from 'node:test';
import { dropFile, NARROW, openPage, takeSample, visit, WIDE } from './support.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

const PAGES = {
  zh: ['数据质量', '疑似重复', '客户', '销售漏斗', '经营分析', '标签与分群', '自动化规则', '待办行动', '录入客户'],
  en: [
    'Data quality',
    'Duplicates',
    'Customers',
    'Sales funnel',
    'Analytics',
    'Tags and segments',
    'Rules',
    'Actions due',
    'New customer',
  ],
};

test('no page, tab or editor has what assistive technology stumbles over', async (t) => {
  const { page } = await openPage(t, { viewport: WIDE });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(AXE);
  await passes(page, 'start');
  await page.evaluate(() => (location.hash = '#/customers'));
  await page.getByText('还没有客户数据').waitFor();
  await passes(page, 'without data');
  await page.getByRole('menuitem', { name: '导入数据' }).click();
  await dropFile(page, 'list.csv', '公司名称,手机\n杭州云帆科技有限公司,13812345678\n');
  await page.getByRole('button', { name: '开始导入' }).waitFor();
  await passes(page, 'columns');
  await page.getByRole('button', { name: /^取\s*消$/ }).click();
  await takeSample(page);
  await everyPagePasses(page);
  await visit(page, '客户');
  await page.getByRole('columnheader', { name: '订单金额' }).click();
  await page.locator('th[aria-sort=descending]').hover();
  await page.getByRole('tooltip').first().waitFor();
  await passes(page, 'sorted customers');
  await page.locator('.ant-table-row .ant-checkbox-input').first().check();
  await passes(page, 'a chosen customer');
  await page.getByRole('searchbox').fill('没有这样的公司');
  await page.getByRole('searchbox').press('Enter');
  await page.getByText('没有符合条件的客户').waitFor();
  await passes(page, 'nobody found');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByRole('table').getByRole('button').first().click();
  for (const tab of await page.locator('.ant-drawer-open').getByRole('tab').all()) {
    await tab.evaluate((element) => element.click());
    await passes(page, `customer / ${await tab.innerText()}`);
  }
  await page.keyboard.press('Escape');
  await page.locator('.ant-drawer-open').waitFor({ state: 'hidden' });
  await visit(page, '自动化规则');
  await page.getByRole('button', { name: '新建规则' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: '做 A/B 实验' }).check();
  await page.getByRole('dialog').getByRole('checkbox', { name: '设置除外条件' }).check();
  await page.getByRole('dialog').getByRole('checkbox', { name: '设置目标' }).check();
  await passes(page, 'rule editor');
});

test('nor in the dark', async (t) => {
  const { page } = await openPage(t, { scheme: 'dark' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(AXE);
  await takeSample(page);
  await everyPagePasses(page);
  await page.getByRole('button', { name: /^外观：/ }).click();
  await passes(page, 'appearance');
});

test('nor in English on a phone', async (t) => {
  const { page } = await openPage(t, { viewport: NARROW, language: 'en-GB' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(AXE);
  await takeSample(page);
  for (const name of PAGES.en) {
    await visit(page, name);
    await passes(page, name);
  }
  await visit(page, 'Analytics');
  for (const tab of await page.getByRole('main').getByRole('tab').all()) {
    await tab.evaluate((element) => element.click());
    await passes(page, `Analytics / ${await tab.innerText()}`);
  }
});

test('whoever uses the keyboard sees where the focus is', async (t) => {
  const { page } = await openPage(t);
  await takeSample(page);
  await visit(page, '经营分析');
  await page.getByRole('tab', { name: '分群交叠' }).click();
  await page.locator('.upset-button').first().waitFor();
  const unseen = [];
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    await page.waitForTimeout(250);
    const focus = await page.evaluate(focused);
    if (focus && !focus.isSeen) unseen.push(focus.what);
  }
  assert.deepEqual(unseen, []);
});

test('what opens over the page takes the focus, closes with Escape, and gives the focus back', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await page.mouse.move(0, 0);
  /** Opens something with the keyboard, looks who has the focus, and closes it. */
  const goesAndComes = async (button, within) => {
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((place) => document.activeElement?.closest(place), within);
    await page.waitForTimeout(600);
    await page.keyboard.press('Escape');
    await page.locator(within).waitFor({ state: 'hidden' });
    await page.waitForFunction((element) => document.activeElement === element, await button.elementHandle(), {
      timeout: 5000,
    });
  };
  await goesAndComes(page.getByRole('button', { name: '清空数据' }), '.ant-popover');
  await goesAndComes(page.getByRole('button', { name: /^外观：/ }), '.ant-dropdown');
  await visit(page, '自动化规则');
  await goesAndComes(page.getByRole('button', { name: '新建规则' }), '.ant-drawer-open');
  await visit(page, '客户');
  await goesAndComes(page.getByRole('table').getByRole('button').first(), '.ant-drawer-open');
  assert.deepEqual(opened.complaints, []);
});

/** The component library's own: its button for tabs that do not fit stands among the tabs. */
const KNOWN = 'aria-required-children: .ant-tabs-nav ';

/** Nothing is wrong on any page, nor on any of its tabs. */
async function everyPagePasses(page) {
  for (const name of PAGES.zh) {
    await visit(page, name);
    await passes(page, name);
    for (const tab of (await page.getByRole('main').getByRole('tab').all()).slice(1)) {
      await tab.click();
      await passes(page, `${name} / ${await tab.innerText()}`);
    }
  }
}

/** Nothing is wrong by what axe knows, once all has come to rest. */
async function passes(page, where) {
  await page.waitForTimeout(1200);
  await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin-spinning'));
  const found = await page.evaluate(async (rules) => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${target.join(' ')} (${any[0]?.message ?? ''})`),
    );
  }, RULES);
  assert.deepEqual(
    found.filter((one) => !one.startsWith(KNOWN)),
    [],
    where,
  );
}

/** What has the focus, and whether it, or what it stands in, shows that. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const shows = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
  };
  const around = [
    element,
    element.parentElement,
    element.closest('.ant-select, .ant-segmented-item, .ant-input-affix-wrapper'),
  ];
  const what = `${element.tagName} ${element.className} ${element.getAttribute('aria-label') ?? element.textContent}`;
  return { isSeen: around.some((one) => one && shows(one)), what };
}
