// Tags, made with the builder and borne at once; and where customers stand: the RFM matrix, scores and forecasts.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, counted, importFile, numberIn, openPage, reopen, takeSample, visit } from './support.mjs';

test('a tag is made, borne by customers at once, and kept', async (t) => {
  const opened = await openPage(t);
  const { page, address } = opened;
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('tab', { name: '标签', exact: true }).click();
  await page.getByRole('button', { name: '新建标签' }).click();
  const drawer = page.getByRole('dialog', { name: '新建标签' });
  await drawer.getByLabel('编号').fill('coastal');
  await drawer.getByLabel('名称（中文）').fill('沿海客户');
  await drawer.getByLabel('名称（英文）').fill('coastal');
  await drawer.getByLabel('用途（中文）').fill('按海运报价');
  await drawer.getByLabel('分组').fill('profile');
  await drawer.getByRole('button', { name: '添加条件', exact: true }).click();
  await choose(page, drawer.getByRole('combobox', { name: '条件对象' }), '省份');
  await choose(page, drawer.getByRole('combobox', { name: '比较方式' }), '是其中之一');
  const list = drawer.getByRole('combobox', { name: '省份 值' });
  await choose(page, list, '上海');
  await list.fill('浙江、');
  await drawer
    .getByTestId('condition-words')
    .getByText(/上海.*浙江/)
    .waitFor();
  const count = await counted(drawer);
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  const meter = page.getByRole('button', { name: /^沿海客户/ });
  await meter.getByText('按海运报价').waitFor();
  assert.equal(numberIn(await meter.locator('strong').innerText()), count);
  await meter.click();
  await page.getByText(`共 ${count.toLocaleString('zh-CN')} 位客户`).waitFor();
  await page.getByRole('table').getByRole('button').first().click();
  const customer = page.locator('.ant-drawer-open').getByRole('dialog');
  await customer.getByRole('tab', { name: /画像/ }).click();
  await customer.getByText('沿海客户').waitFor();
  assert.deepEqual(opened.complaints, []);

  const next = await reopen(page, address);
  await visit(next, '标签与分群');
  await next.getByRole('tab', { name: '标签', exact: true }).click();
  await next.getByRole('button', { name: '修改沿海客户' }).click();
  const again = next.getByRole('dialog', { name: '修改沿海客户' });
  await again
    .getByTestId('condition-words')
    .getByText(/上海.*浙江/)
    .waitFor();
  await again.getByRole('button', { name: /^删\s*除$/ }).click();
  await next
    .getByRole('tooltip')
    .getByRole('button', { name: /^删\s*除$/ })
    .click();
  await next.getByRole('button', { name: /^沿海客户/ }).waitFor({ state: 'detached' });
});

test('a tag to no purpose is told of', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', '编号,公司名称,手机\na1,杭州云帆科技有限公司,13912345601');
  await visit(page, '标签与分群');
  await page.getByRole('tab', { name: '标签', exact: true }).click();
  assert.equal(await page.getByTestId('lint').count(), 0);
  await page.getByRole('button', { name: '新建标签' }).click();
  const drawer = page.getByRole('dialog', { name: '新建标签' });
  await drawer.getByLabel('编号').fill('idle');
  await drawer.getByLabel('名称（中文）').fill('闲置');
  await drawer.getByLabel('名称（英文）').fill('idle');
  await drawer.getByRole('button', { name: '添加条件', exact: true }).click();
  await choose(page, drawer.getByRole('combobox', { name: '条件对象' }), '城市');
  await drawer.getByRole('combobox', { name: '城市 值' }).fill('上海市');
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByTestId('lint').getByText('标签“idle”没有被使用').waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('a cell of the RFM matrix leads to its customers, and the classes to theirs', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('tab', { name: 'RFM 与评分' }).click();
  const matrix = page.getByRole('table', { name: 'RFM 矩阵' });
  const cells = matrix.getByRole('button');
  await cells.first().waitFor();
  assert.equal(await cells.count(), 25);
  const counts = (await cells.locator('strong').allInnerTexts()).map(numberIn);
  const classes = page.getByRole('region', { name: '八类客户' });
  await classes.getByRole('button').nth(7).waitFor();
  const ofClasses = (await classes.locator('strong').allInnerTexts()).map(numberIn);
  const sum = (all) => all.reduce((total, one) => total + one, 0);
  assert.ok(sum(counts) > 0);
  assert.equal(sum(counts), sum(ofClasses), 'the matrix and the classes are of the same customers');

  await matrix.getByRole('button', { name: /^R5 F5：/ }).click();
  const listed = page.getByTestId('rfm-customers');
  await listed.getByText(`R5 F5：${counts[4].toLocaleString('zh-CN')} 位客户`).waitFor();
  assert.equal(numberIn(await listed.locator('.ant-pagination-total-text').innerText()), counts[4]);
  await listed.getByRole('table').getByRole('button').first().click();
  const customer = page.locator('.ant-drawer-open').getByRole('dialog');
  await customer.getByRole('tab', { name: /画像/ }).click();
  await customer.getByText('RFM', { exact: true }).first().waitFor();
  await customer.getByRole('button', { name: /close|关闭/i }).click();
  await customer.waitFor({ state: 'hidden' });

  await classes.getByRole('button', { name: /^重要价值/ }).click();
  await listed.getByText(`重要价值：${ofClasses[0].toLocaleString('zh-CN')} 位客户`).waitFor();
  await page
    .getByRole('img', { name: /^流失风险：各档客户数: 低 \d+, 中 \d+, 高 \d+$/ })
    .locator('canvas')
    .waitFor();
  assert.deepEqual(opened.complaints, []);
});
