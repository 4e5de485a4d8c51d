// Analytics: key figures, overlap and profile of segments, retention, attribution, what is bought together.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, importFile, numberIn, openPage, takeSample, visit } from './support.mjs';

test('what the numbers say of the sample', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '经营分析');
  const openTab = (name) => page.getByRole('tab', { name, exact: true }).click();

  await t.test('key figures have value, change and definition; costs give more of them', async () => {
    const conversion = page.getByTestId('kpi-conversion');
    await conversion.waitFor();
    assert.match(await conversion.innerText(), /[\d.]+%[\s\S]*个百分点[\s\S]*上期[\s\S]*线索 · \d+ ÷ \d+/);
    assert.match(await page.getByTestId('kpi-opportunity_cycle').innerText(), /\d+(\.\d)? ?天/);
    assert.equal(await page.getByTestId('kpi-acquisition_cost').count(), 0);
    await page.getByLabel('期内营销费用').fill('300000');
    await page
      .getByTestId('kpi-acquisition_cost')
      .getByText(/¥[\d,]+/)
      .waitFor();
    const revenue = page.getByTestId('kpi-revenue').locator('.kpi-value');
    const quarter = numberIn(await revenue.innerText());
    await page.getByText('近一年').click();
    await page.waitForFunction(
      (before) => !document.querySelector('[data-testid=kpi-revenue] .kpi-value').innerText.includes(before),
      quarter.toLocaleString('zh-CN'),
    );
    assert.ok(numberIn(await revenue.innerText()) > quarter);
  });

  await t.test('each intersection leads to as many customers as it counts', async () => {
    await openTab('分群交叠');
    const rows = page.getByRole('table', { name: '交集' }).getByRole('button');
    await rows.first().waitFor();
    const count = numberIn(await rows.nth(1).locator('strong').innerText());
    await rows.nth(1).click();
    const listed = page.getByTestId('overlap-customers');
    await listed
      .getByText(`共 ${count.toLocaleString('zh-CN')} 位客户`)
      .first()
      .waitFor();
    await listed.getByRole('table').getByRole('button').first().waitFor();
    const sets = page.getByLabel('要比较的分群');
    await sets.focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Backspace');
    await page.getByText('请至少选择两个分群。').waitFor();
  });

  await t.test('a profile tells what is significant; of nobody it tells nothing', async () => {
    await openTab('分群画像');
    const row = page.getByRole('row', { name: /^阶段 商机/ });
    await row.getByText('差异显著').waitFor();
    assert.match(await row.innerText(), /[\d.]+%[\s\S]*倍/);
    assert.equal(await page.getByText('可能是偶然').count(), 0);
    await page.getByLabel('只看显著差异').uncheck();
    await page.getByRole('listitem', { name: '2', exact: true }).first().click();
    await page.getByText('可能是偶然').first().waitFor();
    await choose(page, page.getByLabel('分群', { exact: true }).last(), '连续 7 天浏览未下单');
    await page.getByText('这个分群目前没有客户').waitFor();
  });

  await t.test('clusters add up, lead to their customers, and become segments with as many', async () => {
    await openTab('客户聚类');
    const table = page.getByRole('table', { name: '客户群组' });
    const groups = table.locator('tbody tr');
    await choose(page, page.getByLabel('群组数'), '3 组');
    await page.getByTestId('cluster-summary').getByText('分为 3 组').waitFor();
    const sizes = (await groups.locator('td:nth-child(2) strong').allInnerTexts()).map(numberIn);
    assert.equal(
      sizes.reduce((sum, size) => sum + size),
      numberIn(await page.getByTestId('cluster-summary').innerText()),
    );
    await groups.nth(1).getByRole('button').click();
    await page.getByText(`共 ${sizes[1].toLocaleString('zh-CN')} 位客户`).waitFor();
    await page.getByRole('button', { name: '保存为分群' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '保存为分群' }).click();
    await page.getByText('已保存 3 个分群').waitFor();
    await visit(page, '标签与分群');
    const kept = page.getByRole('button', { name: /^群组 \d：/ });
    await kept.nth(2).waitFor();
    assert.deepEqual((await kept.locator('strong').allInnerTexts()).map(numberIn), sizes);
    await visit(page, '经营分析');
  });

  await t.test('cohorts begin whole, as shares and as numbers', async () => {
    await openTab('留存');
    const table = page.getByRole('table', { name: '留存热力图' });
    const first = table.getByRole('row').nth(1).getByRole('cell');
    await first.first().waitFor();
    assert.equal(await first.nth(1).innerText(), '100%');
    await page.getByText('人数', { exact: true }).click();
    assert.equal(await first.nth(1).innerText(), await first.nth(0).innerText());
    await choose(page, page.getByLabel('从哪种事件算起'), '舆情');
    await page.getByText('还没有这种事件').waitFor();
  });

  await t.test('models share out the same conversions', async () => {
    await openTab('渠道归因');
    await page
      .getByRole('img', { name: /^各模型如何分配功劳: 页面浏览/ })
      .locator('canvas')
      .waitFor();
    const table = page.getByRole('table', { name: '各渠道明细' });
    const columns = await table
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td .small')].map((cell) => Number(cell.innerText.replaceAll(',', ''))),
        ),
      );
    const sums = columns[0].map((_, model) => columns.reduce((sum, row) => sum + row[model], 0));
    for (const sum of sums) assert.ok(Math.abs(sum - sums[0]) < 3, `${sums}`);
    const share = await table.locator('tbody tr').first().locator('td').nth(1).innerText();
    await page.getByText('金额', { exact: true }).click();
    assert.notEqual(await table.locator('tbody tr').first().locator('td').nth(1).innerText(), share);
  });

  await t.test('what is bought together', async () => {
    await openTab('关联购买');
    const row = page.getByRole('table').getByRole('row').nth(1);
    await row.waitFor();
    assert.match(await row.innerText(), /→[\s\S]*\d\.\d\d[\s\S]*%/);
  });
  assert.deepEqual(opened.complaints, []);
});

test('with too little data each question says so', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', '编号,公司名称,手机\na1,杭州云帆科技有限公司,13912345601');
  await visit(page, '经营分析');
  await page.getByTestId('kpi-conversion').getByText('期内没有可计算的数据').waitFor();
  const says = async (tab, words) => {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.getByText(words).first().waitFor();
  };
  await says('分群交叠', '所选分群目前都没有客户');
  await says('分群画像', '这个分群目前没有客户');
  await says('客户聚类', '分不出群组');
  await says('留存', '还没有这种事件');
  await says('渠道归因', '回溯期内没有先有触点');
  await says('关联购买', '没有足够多的客户');
  assert.deepEqual(opened.complaints, []);
});
