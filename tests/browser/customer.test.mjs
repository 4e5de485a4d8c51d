// One customer from all sides: people and power map, timeline, business, relations; and the funnel of all.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, customerTotal, importFile, openPage, takeSample, visit } from './support.mjs';

const RECORDS = [
  '编号,公司名称,联系人,手机,职务,决策角色,立场,关系强度,汇报对象,所属集团',
  'k1,杭州云帆科技有限公司,王建国,13912345601,总经理,决策人,支持,80,,杭州云帆集团有限公司',
  'k2,杭州云帆科技有限公司,李敏,13912345602,采购经理,影响者,反对,20,王建国,',
  'k3,杭州云帆科技有限公司,赵磊,13912345603,工程师,使用者,,,李敏,',
  'g1,杭州云帆集团有限公司,周华,13912345699,秘书,,,,,',
].join('\n');

const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const EVENTS = [
  'event_id,type,time,record_id,contract_no,amount,end_date,order_id',
  `c1,contract,${day(40)},k1,HT-1,120000,${day(-300)},`,
  `o1,order,${day(60)},k1,,800,,DD-1`,
  ...Array.from({ length: 25 }, (_, i) => `v${i},visit,${day(i + 1)},${i % 2 ? 'k1' : 'k2'},,,,`),
].join('\n');

test('a customer from all sides', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', RECORDS);
  await importFile(page, 'events.csv', EVENTS);
  await visit(page, '客户');
  assert.equal(await customerTotal(page), 2);
  await page
    .getByRole('table')
    .getByRole('button', { name: /云帆科技/ })
    .click();
  const drawer = page.getByRole('dialog', { name: /云帆科技/ });

  await t.test('the power map is drawn, with its numbers and gaps', async () => {
    await drawer.getByRole('tab', { name: /联系人 3/ }).click();
    const power = drawer.getByTestId('power');
    const map = power.getByRole('img', { name: /决策人 王建国.*影响者 李敏.*使用者 赵磊/ });
    assert.ok((await painted(map)) > 1000, 'nothing is drawn');
    await power.getByText('2 / 3').waitFor();
    await power
      .getByText(/使用者/)
      .first()
      .waitFor();
    await drawer.getByText('汇报给 王建国').waitFor();
    await drawer.getByText('关系强度 80', { exact: true }).waitFor();
  });

  await t.test('the timeline comes in pages, by type and by contact', async () => {
    await drawer.getByRole('tab', { name: /往来 27/ }).click();
    const events = drawer.locator('.ant-timeline-item');
    const shows = async (n) => {
      await events.nth(n - 1).waitFor();
      await events.nth(n).waitFor({ state: 'detached' });
    };
    await shows(20);
    await drawer.getByRole('listitem', { name: '2', exact: true }).click();
    await shows(7);
    await choose(page, drawer.getByRole('combobox', { name: '往来类型' }), '合同');
    await shows(1);
    assert.match(await events.innerText(), /¥120,000/);
    await page.keyboard.press('Escape');
    await drawer.getByText('共 1 条往来').waitFor();
  });

  await t.test('contracts and money', async () => {
    await drawer.getByRole('tab', { name: /业务与金额/ }).click();
    await drawer.getByRole('row', { name: /HT-1 进行中/ }).waitFor();
    await drawer.getByText('¥120,000', { exact: true }).waitFor();
    const order = await drawer.getByRole('row', { name: /DD-1/ }).innerText();
    assert.doesNotMatch(order, /进行中|已结束/, 'nothing tells whether the order is over');
    assert.equal(await drawer.getByText('共 1 项', { exact: true }).count(), 1);
  });

  await t.test('a score over the last months', async () => {
    await drawer.getByRole('tab', { name: /画像/ }).click();
    const trend = drawer.getByTestId('score-trend');
    await choose(page, trend.getByRole('combobox', { name: '选择评分' }), '健康度');
    const chart = trend.getByRole('img', { name: /^健康度: \d{4}-\d\d-\d\d \d+, / });
    assert.ok((await painted(chart)) > 1000, 'nothing is drawn');
  });

  await t.test('a relation leads to the other customer', async () => {
    await drawer.getByRole('tab', { name: '关系 1' }).click();
    await drawer.getByRole('button', { name: '杭州云帆集团有限公司' }).click();
    const group = page.getByRole('dialog', { name: '杭州云帆集团有限公司' });
    await group.getByRole('tab', { name: '关系 1' }).click();
    await group.getByText('子公司').waitFor();
  });
  assert.deepEqual(opened.complaints, []);
});

test('what is worth offering is told with its reason', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '客户');
  await page.getByRole('combobox', { name: '标签' }).fill('复购客户');
  await page.locator('.ant-select-item-option').filter({ hasText: '复购客户' }).click();
  await page.getByRole('button', { name: '清除筛选' }).waitFor();
  await page.getByRole('table').getByRole('button').first().click();
  const drawer = page.locator('.ant-drawer-open').getByRole('dialog');
  await drawer.getByRole('tab', { name: /^待办/ }).click();
  const first = drawer.getByTestId('recommended').getByRole('listitem').first();
  await first.waitFor();
  assert.match(await first.innerText(), /的客户中 [\d.]+% 也有“.+”，是平均水平的/);
  assert.deepEqual(opened.complaints, []);
});

test('the funnel is drawn, with conversion, time, money and what to do', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '销售漏斗');
  const funnel = page.getByRole('img', { name: /到达各阶段的客户: 线索培育 \d+, 商机 \d+/ });
  assert.ok((await painted(funnel)) > 10_000, 'nothing is drawn');
  await page
    .getByTestId('bottleneck')
    .getByText(/建议：/)
    .waitFor();
  assert.match(await page.getByRole('row', { name: /^商机/ }).innerText(), /%[\s\S]* 天/);
  await page.getByText('近 90 天').click();
  await funnel.locator('canvas').waitFor();
  assert.deepEqual(opened.complaints, []);
});

/** How many pixels of a chart are painted. */
async function painted(chart) {
  const canvas = chart.locator('canvas');
  await canvas.waitFor();
  const count = () =>
    canvas.evaluate((element) => {
      const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
  await canvas.page().waitForTimeout(600);
  return count();
}
