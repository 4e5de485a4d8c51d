// Files of a visitor's own: columns settled, encodings, cancelling, and hostile content.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, dropFile, openPage, takeSample, visit } from './support.mjs';

const SMALL = [
  '客户名称,联系人,手机号,随手记',
  '杭州云帆科技有限公司,张三,139 1234 5601,a',
  '杭州云帆科技股份有限公司,张三,13912345601,b',
  '深圳市远望电子有限公司,李四,+86 139-1234-5602,c',
].join('\n');

/** `公司名称,手机` and one row, in GB18030. */
const GB18030 = Buffer.from(
  'b9abcbbec3fbb3c62ccad6bbfa0ad4c6b7abbfc6bcbcd3d0cfdeb9abcbbe2c31333931323334353630330a',
  'hex',
);

/** Rows enough that an import takes a while. */
const LARGE = [
  '公司名称,手机',
  ...Array.from({ length: 60_000 }, (_, i) => `某某${i}号贸易有限公司,139${String(i).padStart(8, '0')}`),
].join('\n');

test('a dropped file: its columns are settled, then it is imported', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await dropFile(page, 'crm.csv', SMALL);
  await page.getByText('共 4 列，已识别 3 列').waitFor();
  await choose(page, page.getByRole('combobox', { name: '随手记' }), '备注');
  await page.getByText('共 4 列，已识别 4 列').waitFor();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  await page.getByText('合并了 1 条重复记录').waitFor();
  await visit(page, '客户');
  await page.getByRole('table').getByRole('button', { name: /云帆/ }).click();
  const drawer = page.getByRole('dialog', { name: /云帆/ });
  await drawer.getByRole('row', { name: /^备注/ }).waitFor();
  assert.match(await drawer.getByRole('row', { name: /^备注/ }).innerText(), /a.*b/s);
  assert.deepEqual(opened.complaints, []);
});

test('GB18030 is read as well', async (t) => {
  const { page } = await openPage(t);
  await dropFile(page, 'old.csv', GB18030);
  await page.getByRole('combobox', { name: '公司名称' }).waitFor();
  await page.getByText('云帆科技有限公司').waitFor();
});

test('so is UTF-16 without a mark', async (t) => {
  const { page } = await openPage(t);
  await dropFile(page, 'wide.csv', Buffer.from(SMALL, 'utf16le'));
  await page.getByText('共 4 列，已识别 3 列').waitFor();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('合并了 1 条重复记录').waitFor();
});

test('a title above the header is none of the columns', async (t) => {
  const { page } = await openPage(t);
  await dropFile(page, 'expo.csv', `2025年展会客户名单,,,\n${SMALL}\n`);
  await page.getByText('共 4 列，已识别 3 列').waitFor();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('合并了 1 条重复记录').waitFor();
});

test('columns of one name are told apart', async (t) => {
  const { page } = await openPage(t);
  await dropFile(page, 'twice.csv', '公司名称|手机|手机\n杭州云帆科技有限公司|13812345678|13912345679\n');
  const second = page.getByRole('row').filter({ has: page.getByRole('combobox', { name: '手机 (2)' }) });
  await second.getByText('13912345679').waitFor();
  await choose(page, second.getByRole('combobox'), '电话');
  await page.getByText('共 3 列，已识别 3 列').waitFor();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  await visit(page, '客户');
  await page.getByRole('table').getByRole('button', { name: /云帆/ }).click();
  const drawer = page.getByRole('dialog', { name: /云帆/ });
  await drawer.getByRole('row', { name: /^手机.*138 1234 5678/ }).waitFor();
  await drawer.getByRole('row', { name: /^电话.*139 1234 5679/ }).waitFor();
});

test('what is no table is told at once', async (t) => {
  const { page } = await openPage(t);
  for (const [name, content, told] of [
    ['empty.csv', '', '文件是空的'],
    ['blank.csv', '\n\n', '文件是空的'],
    ['header.csv', '公司名称,手机\n', '文件只有表头，没有数据行'],
    ['list.json', '[ {"company": "杭州云帆科技有限公司"} ]', '这是 JSON 文件'],
    ['lines.ndjson', '{"company": "杭州云帆科技有限公司"}\n', '这是 JSON 文件'],
  ]) {
    await dropFile(page, name, content);
    await page.getByText(told).waitFor();
    assert.equal(await page.getByRole('button', { name: '开始导入' }).count(), 0, name);
    await page.getByRole('button', { name: '关闭', exact: true }).click();
  }
});

test('a value without end does not hide the others', async (t) => {
  const { page } = await openPage(t);
  // The second is longer than a field may be.
  for (const length of [20_000, 30_000]) {
    await dropFile(page, 'long.csv', `公司名称,备注\n杭州云帆科技有限公司,${'备'.repeat(length)}\n`);
    await page.getByRole('combobox', { name: '备注' }).waitFor();
    assert.ok((await page.locator('main').innerText()).length < 1000);
    await page.getByRole('button', { name: '取消' }).click();
  }
});

test('a cancelled import changes nothing', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await dropFile(page, 'small.csv', SMALL);
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  await visit(page, '客户');
  await visit(page, '导入数据');
  await dropFile(page, 'large.csv', LARGE);
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByRole('progressbar').waitFor();
  assert.ok(await asksBeforeLeaving(page));
  await page.goBack();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '取消导入' }).click();
  await page.getByText('已取消，未做任何更改').waitFor();
  assert.ok(!(await asksBeforeLeaving(page)));
  await visit(page, '客户');
  await page.getByText('共 2 位客户').waitFor();
  assert.deepEqual(opened.complaints, []);
});

/** Whether the browser would ask before the page is left. */
const asksBeforeLeaving = (page) =>
  page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

test('a cancelled sample leaves an empty page', async (t) => {
  const { page } = await openPage(t);
  await page.getByRole('button', { name: '生成并导入样例' }).click();
  await page.getByRole('button', { name: '取消导入' }).click();
  await page.getByText('已取消，未做任何更改').waitFor();
  await takeSample(page);
});

test('a file that is no table is refused in words', async (t) => {
  const { page } = await openPage(t);
  await dropFile(page, 'book.csv', Buffer.from('504b030414000600080000002100', 'hex'));
  await page.getByRole('alert').filter({ hasText: /Excel/ }).waitFor();
});

/** What a careless page would run. */
const HOSTILE = [
  '<script>globalThis.hacked=1</script>',
  '<img src=x onerror=globalThis.hacked=1>',
  '"><svg onload=globalThis.hacked=1>',
  'javascript:globalThis.hacked=1',
  '{{constructor.constructor("globalThis.hacked=1")()}}',
  '=HYPERLINK("https://example.com","x")',
  '__proto__',
];

test('hostile values are shown as text', async (t) => {
  const opened = await openPage(t);
  const { page, requests } = opened;
  const rows = HOSTILE.map((value, i) => [`${value}有限公司`, value, `1391234561${i}`, value].map(quoted).join(','));
  await dropFile(page, 'hostile.csv', ['公司名称,联系人,手机,备注', ...rows].join('\n'));
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  for (const name of ['数据质量', '疑似重复', '客户', '标签与分群', '待办行动']) await visit(page, name);
  await visit(page, '客户');
  for (const row of await page.getByRole('table').locator('tbody').getByRole('button').all()) {
    await row.click();
    await page.getByRole('dialog').getByRole('tab', { name: /来源/ }).click();
    await page.getByRole('dialog').getByRole('tab', { name: '黄金记录' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
  assert.deepEqual(
    requests.filter((url) => url.includes('example.com') || url.endsWith('/x')),
    [],
  );
  assert.deepEqual(opened.complaints, []);
});

const quoted = (value) => `"${value.replaceAll('"', '""')}"`;
