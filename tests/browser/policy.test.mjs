// The page's own policy: no script but its own runs, and nothing leaves the machine.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importFile, LAPTOP, NARROW, openPage, takeSample, visit } from './support.mjs';

const PAGES = [
  '数据质量',
  '疑似重复',
  '客户',
  '销售漏斗',
  '经营分析',
  '标签与分群',
  '自动化规则',
  '待办行动',
  '录入客户',
];
/** Pages that have tabs, with those of them that are not open at first. */
const TABS = {
  自动化规则: ['效果', '触达渠道', '客户旅程', '负责人分配'],
  标签与分群: ['标签', 'RFM 与评分'],
  经营分析: ['分群交叠', '分群画像', '客户聚类', '留存', '渠道归因', '关联购买'],
};

test('foreign scripts, connections and pictures are refused', async (t) => {
  const { page, policy } = await openPage(t);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const refused = await page.evaluate(async () => {
    const violated = new Set();
    document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
    const script = Object.assign(document.createElement('script'), { textContent: 'globalThis.hacked = 1' });
    const picture = Object.assign(new Image(), { src: 'https://example.com/x.png' });
    const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.com/' });
    const button = document.createElement('button');
    button.setAttribute('onclick', 'globalThis.hacked = 1');
    document.body.append(script, picture, frame, button);
    button.click();
    const fetched = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    await new Promise((resume) => setTimeout(resume, 300));
    return { violated: [...violated].sort(), fetched, hacked: globalThis.hacked ?? null };
  });
  assert.deepEqual(refused, {
    violated: ['connect-src', 'frame-src', 'img-src', 'script-src-attr', 'script-src-elem'],
    fetched: false,
    hacked: null,
  });
  assert.doesNotMatch(policy, /script-src[^;]*(unsafe-inline|'unsafe-eval'|https?:|\*)/);
});

test('no request leaves the machine', async (t) => {
  const opened = await openPage(t);
  const { page, requests, address } = opened;
  await takeSample(page);
  for (const name of PAGES) await visit(page, name);
  const foreign = requests.filter(
    (url) => !url.startsWith(address) && !url.startsWith('data:') && !url.startsWith('blob:'),
  );
  assert.deepEqual(foreign, []);
  assert.ok(
    requests.some((url) => url.endsWith('.wasm')),
    'the module was not fetched',
  );
  assert.deepEqual(opened.complaints, []);
});

test('nothing is wider than a phone', async (t) => {
  const opened = await openPage(t, { viewport: NARROW });
  const { page } = opened;
  await takeSample(page);
  for (const name of PAGES) {
    await visit(page, name);
    await page.waitForTimeout(300);
    assert.deepEqual(await tooWide(page), [], name);
  }
  for (const [name, tabs] of Object.entries(TABS)) {
    await visit(page, name);
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab, exact: true }).evaluate((element) => element.click());
      await page.waitForTimeout(1500);
      assert.deepEqual(await tooWide(page), [], tab);
    }
  }
  await visit(page, '导入数据');
  const endless = 'Supercalifragilistic'.repeat(8);
  await importFile(page, 'long.csv', `公司名称,联系人,备注\n${endless},${endless},${endless}`);
  assert.deepEqual(await tooWide(page), [], 'after an import');
  await visit(page, '客户');
  await page.getByRole('searchbox').fill(endless);
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('table').getByRole('button', { name: endless }).click();
  const drawer = page.locator('.ant-drawer-open');
  for (const tab of await drawer.getByRole('tab').all()) {
    await tab.evaluate((element) => element.click());
    await page.waitForTimeout(300);
    assert.deepEqual(await tooWide(page), [], await tab.innerText());
  }
  assert.deepEqual(opened.complaints, []);
});

test('nothing but a heat map is wider than a small laptop, in the longer language', async (t) => {
  const { page } = await openPage(t, { viewport: LAPTOP, language: 'en-GB' });
  await takeSample(page);
  for (const name of (await page.getByRole('menuitem').allInnerTexts()).map((one) => one.trim())) {
    await visit(page, name);
    await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin-spinning'));
    assert.deepEqual(await tooWide(page), [], name);
  }
});

/** What must be scrolled sideways, with the pixels that are too many. */
function tooWide(page) {
  return page.evaluate(() => {
    const boxes = document.querySelectorAll(
      'html, .shell-content, .ant-drawer-body, .ant-table-content, .ant-table-body',
    );
    const wide = [...boxes].filter((box) => box.scrollWidth > box.clientWidth);
    return wide.map((box) => `${box.className || box.tagName} by ${box.scrollWidth - box.clientWidth}`);
  });
}
