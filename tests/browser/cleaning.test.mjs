// What follows from other fields and is accepted, how data differs from before an import, and what an import learned.
import assert from 'node:assert/strict';
import test from 'node:test';
import { confirm, dropFile, importFile, openPage, reopen, takeSample, visit } from './support.mjs';

const FILE = [
  '编号,公司名称,联系人,手机,详细地址,邮箱',
  'a1,杭州云帆软件有限公司,张三,13912345601,浙江省杭州市西湖区文三路1号,zhang@yunfan-soft.cn',
  'a2,深圳市远望电子有限公司,李四,13912345602,,',
].join('\n');
const MORE = [
  '编号,公司名称,联系人,手机',
  ...Array.from({ length: 40 }, (_, i) => `b${i},无名${i},王五${i},1234`),
].join('\n');

test('a suggestion is accepted with its source, and taken back', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  await page.getByRole('table').getByRole('button', { name: /云帆/ }).click();
  const drawer = page.getByRole('dialog', { name: /云帆/ });
  const suggestions = drawer.getByTestId('suggestions');
  await suggestions.getByText('根据“地址”，“区县”可填“浙江 杭州 西湖”').waitFor();
  await suggestions.getByRole('button', { name: '采用建议：区县' }).click();
  await page.getByText('已采用 1 项建议').waitFor();
  const county = drawer.getByRole('row', { name: /^区县/ });
  assert.match(await county.innerText(), /西湖[\s\S]*derived/);
  await suggestions.getByRole('button', { name: /^全部采用/ }).click();
  await suggestions.waitFor({ state: 'detached' });
  await drawer.getByRole('row', { name: /^网址/ }).getByText('yunfan-soft.cn').waitFor();
  await drawer.getByRole('tab', { name: '操作历史' }).click();
  await drawer
    .getByTestId('operation')
    .filter({ hasText: 'derived_website' })
    .getByRole('button', { name: '撤销' })
    .click();
  await confirm(page.getByRole('dialog', { name: '撤销这项操作？' }));
  await drawer.getByRole('tab', { name: '黄金记录' }).click();
  await suggestions.getByText(/“网址”可填/).waitFor();
  assert.match(await county.innerText(), /西湖/);
  assert.deepEqual(opened.complaints, []);
});

test('the form suggests what follows from what is typed', async (t) => {
  const { page } = await openPage(t);
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '录入客户');
  await page.getByLabel('公司名称').fill('深圳市星海软件有限公司');
  const hint = page.getByTestId('hint-industry');
  await hint.getByText('（据公司名称）').waitFor();
  const industry = await hint.locator('.added').innerText();
  await hint.getByRole('button', { name: /采\s*用/ }).click();
  assert.equal(await page.getByLabel('行业').inputValue(), industry);
  await hint.waitFor({ state: 'detached' });
});

test('after another import the report tells what differs, also in a new tab', async (t) => {
  const opened = await openPage(t);
  const { page, address } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '数据质量');
  await page.locator('.score').first().waitFor();
  assert.equal(await page.getByTestId('drift').count(), 0);
  await visit(page, '导入数据');
  await importFile(page, 'more.csv', MORE);
  const told = async (tab) => {
    await visit(tab, '数据质量');
    const drift = tab.getByTestId('drift');
    await drift.getByText('“more.csv”导入前后').waitFor();
    await drift.getByRole('listitem').filter({ hasText: '新来源' }).waitFor();
  };
  await told(page);
  assert.deepEqual(opened.complaints, []);
  await told(await reopen(page, address));
});

test('an import learns where that is wanted, and says what it learned', async (t) => {
  const opened = await openPage(t);
  const { page, address } = opened;
  await dropFile(page, 'crm.csv', FILE);
  await page.getByRole('checkbox', { name: /先由这些记录学习/ }).check();
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('相同的记录太少，无从学习').waitFor();
  const next = await reopen(page, address);
  await next.getByText('相同的记录太少，无从学习').waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('the report tells how many values can be derived, and how many are out of date', async (t) => {
  const { page } = await openPage(t);
  await takeSample(page);
  await visit(page, '数据质量');
  await page
    .getByText(/可推得 [\d,]+/)
    .first()
    .waitFor();
  await page
    .getByText(/过期 [\d,]+/)
    .first()
    .waitFor();
});
