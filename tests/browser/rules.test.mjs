// Rules: listed in words, made with placeholders, tried before they are saved, kept, switched off; and what they ask for.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, numberIn, openPage, reopen, takeSample, visit } from './support.mjs';

test('a rule is made, tried, saved and switched off', async (t) => {
  const opened = await openPage(t);
  const { page, address } = opened;
  await takeSample(page);
  await visit(page, '自动化规则');
  const listed = page.getByRole('row', { name: /90 天流失预警/ });
  assert.match(await listed.innerText(), /近 90 天内.*次数等于 0[\s\S]*提醒销售 · 制定关怀计划/);
  await page.getByRole('button', { name: '新建规则' }).click();
  const drawer = page.getByRole('dialog', { name: '新建规则' });

  await t.test('condition, exception, text with placeholders and limits are filled in', async () => {
    await drawer.getByLabel('编号').fill('call_shenzhen');
    await drawer.getByLabel('名称（中文）', { exact: true }).fill('深圳回访');
    await drawer.getByLabel('名称（英文）', { exact: true }).fill('call Shenzhen');
    await drawer.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, drawer.getByRole('combobox', { name: '条件对象' }), '城市');
    await drawer.getByRole('combobox', { name: '城市 值' }).fill('深圳市');
    await drawer.getByLabel('行动名称（中文）').fill('电话回访');
    await drawer.getByLabel('行动名称（英文）').fill('call back');
    await drawer.getByLabel('内容（中文）').fill('回访 ');
    await choose(page, drawer.getByRole('combobox', { name: '插入占位符' }).first(), '客户名称');
    assert.equal(await drawer.getByLabel('内容（中文）').inputValue(), '回访 {{name}}');
    await drawer.getByRole('checkbox', { name: '设置冷却期' }).check();
    await choose(page, drawer.getByRole('combobox', { name: '每位客户最多' }), '每季度一次');
  });

  const trial = drawer.getByTestId('dry-run');
  let due = 0;
  await t.test('the dry run tells who would get it, and why', async () => {
    await trial.getByRole('button', { name: /试\s*算/ }).click();
    const line = await trial.getByTestId('dry-run-count').innerText();
    const members = drawer.getByTestId('condition-result').locator('strong').first();
    due = numberIn(line);
    assert.ok(due > 0);
    assert.equal(due, numberIn(await members.innerText()));
    const row = trial.getByRole('table').getByRole('row').nth(1);
    const name = await row.getByRole('button').first().innerText();
    assert.match(await row.innerText(), new RegExp(`电话回访[\\s\\S]*回访 ${name}[\\s\\S]*城市.*深圳`));
  });

  await t.test('an exception takes customers out', async () => {
    await drawer.getByRole('checkbox', { name: '设置除外条件' }).check();
    const except = drawer.locator('.ant-form-item').filter({ hasText: '设置除外条件' });
    await except.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, except.getByRole('combobox', { name: '标签 值' }), '沉默');
    await trial.getByRole('button', { name: /试\s*算/ }).click();
    await page.waitForFunction(
      ([count]) => !document.querySelector('[data-testid=dry-run-count]')?.innerText.includes(` ${count} 项`),
      [due.toLocaleString('zh-CN')],
    );
    const left = numberIn(await trial.getByTestId('dry-run-count').innerText());
    const matched = await trial.getByText(/满足条件/).innerText();
    assert.deepEqual(matched.match(/\d+/g).map(Number), [due, due - left]);
    const held = trial.getByTestId('held-back');
    assert.equal(numberIn(await held.locator('strong').first().innerText()), due - left);
    await held.getByRole('table').getByText('沉默').first().waitFor();
    due = left;
  });

  await t.test('a placeholder that means nothing is refused with its place', async () => {
    const template = drawer.getByLabel('内容（英文）');
    await template.fill('{{nix}}');
    await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
    await drawer.getByText(/引擎不接受 · rules\[\d+\]\.then\[0\]\.template\.en/).waitFor();
    await template.fill('call {{name}}');
    await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
  });

  await t.test('what it asks for stands in the list of actions', async () => {
    await visit(page, '待办行动');
    await page.locator('.ant-collapse-item').filter({ hasText: '深圳回访' }).getByText(`共 ${due} 项`).waitFor();
  });
  assert.deepEqual(opened.complaints, []);

  const next = await reopen(page, address);
  await t.test('a new tab still has it; switched off it asks for nothing', async () => {
    await visit(next, '自动化规则');
    const row = next.getByRole('row', { name: /深圳回访/ });
    assert.match(await row.innerText(), /深圳市/);
    await row.getByRole('switch', { name: '启用规则：深圳回访' }).click();
    await next.getByText('已保存“深圳回访”').waitFor();
    await visit(next, '待办行动');
    await next.locator('.ant-collapse-item').first().waitFor();
    assert.equal(await next.locator('.ant-collapse-item').filter({ hasText: '深圳回访' }).count(), 0);
  });
});

test('actions are filtered, looked at by customer and marked as done', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '待办行动');
  const group = page.locator('.ant-collapse-item').first();
  const before = numberIn(await group.getByText(/^共 [\d,]+ 项$/).innerText());

  await t.test('one action, then several, are done and not due again', async () => {
    const row = group.getByRole('table').getByRole('row').nth(1);
    const name = await row.getByRole('button').first().innerText();
    await row.getByRole('button', { name: new RegExp(`^完成：${name}`) }).click();
    await page.getByText('已完成 1 项').waitFor();
    await row.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
    for (const i of [0, 1])
      await group
        .getByRole('checkbox', { name: /^选择：/ })
        .nth(i)
        .check();
    await page.getByRole('button', { name: '完成所选 2 项' }).click();
    await page.getByText('已完成 2 项').waitFor();
    await group.getByText(`共 ${(before - 3).toLocaleString('zh-CN')} 项`).waitFor();
  });

  await t.test('filters by rule and customer', async () => {
    await page.getByText('列表', { exact: true }).click();
    const table = page.getByRole('table');
    await choose(page, page.getByRole('combobox', { name: '规则' }), '合同到期前 30 天续约');
    await table.getByRole('row').nth(1).getByText('提醒销售续约').waitFor();
    await choose(page, page.getByRole('combobox', { name: '行动类型' }), '提醒法务');
    await table.getByText('提醒销售续约').first().waitFor({ state: 'detached' });
    const name = await table.getByRole('row').nth(1).getByRole('button').first().innerText();
    await page.getByRole('searchbox', { name: '客户名称' }).fill(name);
    await table
      .getByRole('row')
      .nth(1)
      .getByText(/准备续约文本/)
      .waitFor();
    for (const other of (await table.getByRole('row').all()).slice(1))
      assert.ok((await other.innerText()).includes(name));
  });

  await t.test('all that is due for one customer stands together', async () => {
    await page.getByText('按客户', { exact: true }).click();
    await choose(page, page.getByRole('combobox', { name: '规则' }), '90 天流失预警');
    await page.getByRole('searchbox', { name: '客户名称' }).fill('');
    const kind = page.locator('.ant-select').filter({ has: page.getByRole('combobox', { name: '行动类型' }) });
    await kind.hover();
    await kind.locator('.ant-select-clear').click();
    const tasks = page.getByRole('table').getByRole('row').nth(1).getByRole('listitem');
    await tasks.getByText('制定关怀计划', { exact: true }).first().waitFor();
    await tasks.getByText('提醒销售', { exact: true }).first().waitFor();
  });
  assert.deepEqual(opened.complaints, []);
});
