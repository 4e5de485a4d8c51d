// What people do by hand, and taking it back: merging, taking out, fixing values; and what guards refused.
import assert from 'node:assert/strict';
import test from 'node:test';
import { confirm, customerTotal, importFile, openPage, totalBecomes, visit } from './support.mjs';

const FILE = [
  '编号,公司名称,联系人,手机,城市',
  'a1,杭州云帆科技有限公司,张三,13912345601,杭州',
  'a2,杭州云帆科技有限公司,张三,13912345601,杭州',
  'b1,深圳市远望电子有限公司,李四,13912345602,深圳',
].join('\n');

/** One name, one person, one number, but two valid credit codes. */
const CONFLICT = [
  '编号,公司名称,联系人,手机,统一社会信用代码',
  'c1,成都锦程电子有限公司,赵敏,13611112222,91330106MA27XYB183',
  'c2,成都锦程电子有限公司,赵敏,13611112222,91310115MA1K3ABC99',
].join('\n');

test('customers are merged by hand, and taken apart again', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  assert.equal(await customerTotal(page), 2);

  await t.test('a merge asks why and opens the customer', async () => {
    for (const name of ['云帆', '远望']) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
    await page.getByText('已选 2 位客户').waitFor();
    await page.getByRole('button', { name: '合并为一位客户' }).click();
    const question = page.getByRole('dialog', { name: '将 2 位客户合并为一位' });
    await question.getByText('深圳市远望电子有限公司').waitFor();
    await question.getByLabel('原因').fill('同一实际控制人');
    await confirm(question);
    const drawer = page.getByRole('dialog', { name: /云帆|远望/ });
    await drawer.getByRole('tab', { name: /来源 3/ }).waitFor();
    await totalBecomes(page, 1);
  });

  await t.test('the history says who, when and why, and takes it back', async () => {
    const drawer = page.getByRole('dialog', { name: /云帆|远望/ });
    await drawer.getByRole('tab', { name: '操作历史' }).click();
    const operation = drawer.getByTestId('operation').filter({ hasText: '合并' });
    assert.match(await operation.innerText(), /管理员 · \d{4}-\d\d-\d\d \d\d:\d\d[\s\S]*同一实际控制人/);
    await operation.getByRole('button', { name: '撤销' }).click();
    await confirmBecause(page, '撤销这项操作？', '点错了');
    await operation.getByText(/已撤销.*点错了/).waitFor();
    await totalBecomes(page, 2);
    await close(drawer);
  });

  await t.test('a record is taken out', async () => {
    const drawer = await open(page, /云帆/);
    await drawer.getByRole('tab', { name: /来源 2/ }).click();
    await drawer.getByRole('button', { name: '拆出：crm/a2' }).click();
    await confirmBecause(page, '将记录 crm/a2 拆出为单独的客户', '两家分公司');
    await drawer.getByRole('tab', { name: /来源 1/ }).waitFor();
    await totalBecomes(page, 3);
    await drawer.getByRole('tab', { name: '操作历史' }).click();
    await drawer.getByTestId('operation').filter({ hasText: '两家分公司' }).waitFor();
    await close(drawer);
  });
  assert.deepEqual(opened.complaints, []);
});

test('a tag is given by hand, told, taken off, and all of it taken back', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  const drawer = await open(page, /远望/);
  await drawer.getByRole('tab', { name: /画像/ }).click();
  await drawer.getByRole('button', { name: '打标签' }).click();
  const question = page.getByRole('dialog', { name: '为客户打标签' });
  assert.ok(await question.getByRole('button', { name: /确\s*定/ }).isDisabled());
  await question.getByLabel('标签', { exact: true }).fill('展会重点');
  await page.getByTitle('新建标签“展会重点”').click();
  await question.getByLabel('附注值').fill('A 类');
  await question.getByLabel('到期日').fill('2099-12-31');
  await question.getByLabel('原因').fill('现场洽谈');
  await confirm(question);
  await page.getByText('已打上“展会重点”').waitFor();
  const card = drawer.locator('.ant-card:visible').filter({ hasText: '展会重点：A 类' }).last();
  await card.getByText(/由人工标记/).waitFor();

  await card.getByRole('button', { name: '移除标签：展会重点' }).click();
  await confirmBecause(page, '移除标签“展会重点”？', '打错了');
  await card.waitFor({ state: 'detached' });
  await drawer.getByRole('tab', { name: '操作历史' }).click();
  const operations = drawer.getByTestId('operation').filter({ hasText: '展会重点' });
  await operations.filter({ hasText: '现场洽谈' }).waitFor();
  const removal = operations.filter({ hasText: '打错了' });
  await removal.getByRole('button', { name: '撤销' }).click();
  await confirmBecause(page, '撤销这项操作？', '没打错');
  await removal.getByText(/已撤销/).waitFor();
  await drawer.getByRole('tab', { name: /画像/ }).click();
  await card.waitFor();
  await close(drawer);

  await visit(page, '标签与分群');
  await page.getByRole('tab', { name: '标签', exact: true }).click();
  const meter = page.getByRole('button', { name: /^展会重点/ });
  assert.equal(await meter.locator('strong').innerText(), '1');
  assert.deepEqual(opened.complaints, []);
});

test('a relation is stated by hand, seen from both sides, and taken back', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  const drawer = await open(page, /远望/);
  await drawer.getByRole('tab', { name: '关系' }).click();
  await drawer.getByText('没有关联的客户').waitFor();
  await drawer.getByRole('button', { name: '说明关系' }).click();
  const question = page.getByRole('dialog', { name: '说明与另一位客户的关系' });
  await question.getByLabel('对方是本客户的').click();
  await page.getByTitle('供应商').click();
  await question.getByLabel('对方', { exact: true }).fill('云帆');
  await page.locator('.ant-select-dropdown:visible').getByTitle('杭州云帆科技有限公司').click();
  await question.getByLabel('自', { exact: true }).fill('2026-01-01');
  await question.getByLabel('原因').fill('年度框架协议');
  await confirm(question);
  await drawer.getByText(/由管理员说明 · 2026-01-01 – {1,2}· 年度框架协议/).waitFor();
  await drawer.getByRole('button', { name: '杭州云帆科技有限公司', exact: true }).click();
  const other = page.getByRole('dialog', { name: /云帆/ });
  await other.getByRole('tab', { name: '关系 1' }).click();
  await other.getByText('采购方').waitFor();
  await other.getByRole('button', { name: /^撤销与 .*远望/ }).click();
  await confirmBecause(page, '撤销与 深圳市远望电子有限公司 的关系', '已终止');
  await other.getByText('没有关联的客户').waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('a golden value is fixed by hand, says so, and is set free', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  const drawer = await open(page, /远望/);
  const city = drawer.getByRole('row', { name: /^城市/ });
  const before = await city.getByRole('cell').nth(1).innerText();
  await city.getByRole('button', { name: '固定城市', exact: true }).click();
  const question = page.getByRole('dialog', { name: '固定城市' });
  await question.getByLabel('城市').fill('广州');
  await question.getByLabel('原因').fill('已搬迁');
  await confirm(question);
  await city.getByText(/广州/).waitFor();
  await city.getByRole('button', { name: /人工固定/ }).hover();
  await page.getByText(/由管理员于 .* 固定/).waitFor();
  await page.getByText('原因：已搬迁').waitFor();
  await city.getByRole('button', { name: '取消固定城市' }).click();
  await confirmBecause(page, '取消固定城市', '');
  await city.getByText(/人工固定/).waitFor({ state: 'detached' });
  assert.equal(await city.getByRole('cell').nth(1).innerText(), before);
  assert.deepEqual(opened.complaints, []);
});

test('what a guard refused is told with its reason and the identifiers that did not count', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', CONFLICT);
  await visit(page, '疑似重复');
  await page.getByText('冲突未合并 1').click();
  const refusal = page.getByTestId('refusals');
  await refusal.getByText('手机').waitFor();
  assert.match(await refusal.innerText(), /统一社会信用代码|信用代码/);
  await refusal.getByRole('button', { name: /锦程/ }).first().click();
  await page.getByRole('dialog', { name: /锦程/ }).waitFor();
  assert.deepEqual(opened.complaints, []);
});

/** Opens a customer of the list. */
async function open(page, name) {
  await page.getByRole('table').getByRole('button', { name }).first().click();
  const drawer = page.getByRole('dialog', { name });
  await drawer.getByRole('tab', { name: '黄金记录' }).waitFor();
  return drawer;
}

async function close(drawer) {
  await drawer.getByRole('button', { name: /close|关闭/i }).click();
  await drawer.waitFor({ state: 'hidden' });
}

/** Says why, and goes on. */
async function confirmBecause(page, title, reason) {
  const question = page.getByRole('dialog', { name: title });
  await question.getByLabel('原因').fill(reason);
  await confirm(question);
}
