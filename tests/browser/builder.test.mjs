// The segment builder: nested conditions with a live count, written in all forms, saved, kept, changed and deleted.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, counted, numberIn, openPage, reopen, takeSample, visit } from './support.mjs';

const NESTED = {
  all: [
    { event: 'order', within: { last: 1, unit: 'year' }, count: { op: 'gte', n: 2 } },
    { not: { any: [{ tag: 'open_complaint' }, { field: 'city', op: 'contains', value: '上海' }] } },
  ],
};

test('a condition is built, counted, written in every form and saved', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '标签与分群');
  const everyone = await counted(page);

  await t.test('rules and a negated group are put together, and the count follows', async () => {
    await page.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, page.getByRole('combobox', { name: '条件对象' }), '往来事件');
    await choose(page, page.getByRole('combobox', { name: '要求' }), '次数');
    await page.getByRole('spinbutton', { name: '值', exact: true }).fill('2');
    await page.getByRole('spinbutton', { name: '最近', exact: true }).fill('1');
    await choose(page, page.getByRole('combobox', { name: '最近 单位' }), '年');
    await page.getByRole('button', { name: '添加条件组' }).click();
    const group = page.locator('.ruleGroup .ruleGroup');
    await choose(page, group.getByRole('combobox', { name: '如何组合' }), '满足任一');
    await group.getByRole('switch', { name: '取反：不满足这一组' }).click();
    await choose(page, group.getByRole('combobox', { name: '标签 值' }), '投诉未结');
    await group.getByRole('button', { name: '添加条件', exact: true }).click();
    await choose(page, group.getByRole('combobox', { name: '条件对象' }).nth(1), '城市');
    await page.getByText('条件还没有填完整').waitFor();
    await choose(page, group.getByRole('combobox', { name: '比较方式' }), '包含');
    await group.getByRole('combobox', { name: '城市 值' }).fill('上海');
    await page.getByTestId('condition-words').getByText('上海').waitFor();
    await page.getByText(/用时 [\d.]+ 毫秒/).waitFor();
    const members = page.getByTestId('members');
    const [first, second] = await members.getByRole('table').getByRole('button').allInnerTexts();
    assert.notEqual(first, second);
    assert.equal(await members.getByRole('table').getByRole('button').count(), 8);
    await members.getByRole('listitem', { name: '2', exact: true }).click();
    await members.getByRole('button', { name: first, exact: true }).waitFor({ state: 'detached' });
  });
  const built = await counted(page);
  assert.ok(built > 0 && built < everyone, `${built} of ${everyone}`);

  await t.test('the JSON is the same condition, and the same condition as JSON has the same count', async () => {
    await write(page, 'JSON');
    const json = page.getByRole('textbox', { name: 'JSON' });
    await page.waitForFunction((area) => area.value !== '', await json.elementHandle());
    assert.deepEqual(JSON.parse(await json.inputValue()), NESTED);
    await json.fill(JSON.stringify({ tag: 'active' }));
    await page.getByTestId('condition-words').getByText('有标签“活跃”').waitFor();
    await json.fill(JSON.stringify(NESTED));
    await page.getByTestId('condition-words').getByText('上海').waitFor();
    assert.equal(await counted(page), built);
  });

  await t.test('it can be typed, taken from react-querybuilder, and goes back into the builder', async () => {
    await write(page, '手写');
    const typed = page.getByRole('textbox', { name: '手写' });
    await typed.fill('city = 上海市 and count(order within 1 year) >= 2');
    await page.getByTestId('condition-words').getByText('上海市').waitFor();
    const shanghai = await counted(page);
    await typed.fill('tag nix');
    await page.getByRole('alert').getByText(/nix/).waitFor();
    await write(page, 'react-querybuilder');
    const query = {
      combinator: 'and',
      rules: [
        { field: 'city', operator: '=', value: '上海市' },
        { event: 'order', within: { last: 1, unit: 'year' }, count: { op: 'gte', n: 2 } },
      ],
    };
    await page.getByRole('textbox', { name: 'react-querybuilder' }).fill(JSON.stringify(query));
    await page.getByTestId('condition-words').getByText('上海市').waitFor();
    assert.equal(await counted(page), shanghai);
    await write(page, '条件');
    assert.equal(await page.getByRole('combobox', { name: '城市 值' }).inputValue(), '上海市');
    assert.equal(await page.locator('.rule').count(), 2);
  });

  await t.test('it is saved as a segment, which a new tab still has', async () => {
    const count = await counted(page);
    await page.getByRole('button', { name: '保存为分群' }).click();
    const form = page.getByRole('dialog', { name: '保存为分群' });
    await form.getByLabel('编号').fill('active');
    await form.getByLabel('名称（中文）').fill('上海常客');
    await form.getByLabel('名称（英文）').fill('Shanghai regulars');
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await form.getByText('已有这个编号').waitFor();
    await form.getByLabel('编号').fill('shanghai_regulars');
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await form.waitFor({ state: 'detached' });
    const meter = page.getByRole('button', { name: /^上海常客/ });
    assert.equal(numberIn(await meter.locator('strong').innerText()), count);
  });
  assert.deepEqual(opened.complaints, []);

  const next = await reopen(page, opened.address);
  await visit(next, '标签与分群');

  await t.test('a segment is changed and deleted', async () => {
    await next.getByRole('button', { name: '修改上海常客' }).click();
    await next.getByText('正在修改分群：上海常客').waitFor();
    await next.getByRole('button', { name: '删除条件', exact: true }).first().click();
    await next.getByTestId('condition-words').getByText('订单').waitFor();
    const count = await counted(next);
    await next.getByRole('button', { name: '保存修改' }).click();
    await next
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click();
    const meter = next.getByRole('button', { name: /^上海常客/ });
    await meter.filter({ hasText: count.toLocaleString('zh-CN') }).waitFor();
    await meter.click();
    await next.getByText(`共 ${count.toLocaleString('zh-CN')} 位客户`).waitFor();
    await visit(next, '标签与分群');
    await next.getByRole('button', { name: '修改上海常客' }).click();
    await next.getByRole('button', { name: /^删\s*除$/ }).click();
    await next
      .getByRole('tooltip')
      .getByRole('button', { name: /^删\s*除$/ })
      .click();
    await meter.waitFor({ state: 'detached' });
  });
});

test('events are restricted by their properties, and what has no controls is typed', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('button', { name: '添加条件', exact: true }).click();
  await choose(page, page.getByRole('combobox', { name: '条件对象' }), '往来事件');
  await page.getByTestId('condition-words').getByText('订单').waitFor();
  const all = await counted(page);
  await page.getByRole('button', { name: '限定事件属性' }).click();
  const where = page.locator('.event-test .rule');
  await choose(page, where.getByRole('combobox', { name: '比较方式' }), '不小于');
  await where.getByRole('spinbutton', { name: '金额 值' }).fill('20000');
  await page.getByTestId('condition-words').getByText('金额不小于 20000').waitFor();
  const large = await counted(page);
  assert.ok(large > 0 && large < all, `${large} of ${all}`);

  await write(page, '手写');
  const typed = page.getByRole('textbox', { name: '手写' });
  await page.waitForFunction((area) => area.value !== '', await typed.elementHandle());
  const event = 'count(order where (amount >= 20000) within 90 day) >= 1';
  assert.equal(await typed.inputValue(), event);
  await typed.fill(`${event} and at_least 2 of (tag active; tag repeat_customer; field_known)`);
  await page.getByRole('alert').waitFor();
  await typed.fill(`${event} and at_least 1 of (tag active; tag repeat_customer)`);
  await page.getByTestId('condition-words').getByText('复购客户').waitFor();
  const both = await counted(page);
  await write(page, '条件');
  assert.equal(await where.getByRole('spinbutton', { name: '金额 值' }).inputValue(), '20000');
  const part = page.getByRole('textbox', { name: '手写条件' });
  await page.waitForFunction((area) => area.value !== '', await part.elementHandle());
  assert.equal(await part.inputValue(), 'at_least 1 of (tag active; tag repeat_customer)');
  await part.fill('any(tag active; tag repeat_customer)');
  assert.equal(await counted(page), both);
  assert.deepEqual(opened.complaints, []);
});

test('a sequence is built step by step, and stays in step with JSON and text', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('button', { name: '添加条件', exact: true }).click();
  await choose(page, page.getByRole('combobox', { name: '条件对象' }), '先后发生');
  await page
    .getByTestId('condition-words')
    .getByText(/页面浏览.*报价/)
    .waitFor();
  const pair = await counted(page);
  assert.ok(pair > 0);

  const rule = page.locator('.event-test').first();
  await rule.getByRole('button', { name: '添加步骤' }).click();
  await choose(page, rule.getByRole('combobox', { name: '第 3 步' }), '订单');
  await page.keyboard.press('Escape');
  await rule.getByRole('checkbox', { name: '限定间隔' }).nth(1).check();
  await rule.getByRole('spinbutton', { name: '第 3 步 距上一步不超过' }).fill('60');
  await page.getByTestId('condition-words').getByText(/订单/).waitFor();
  const three = await counted(page);
  assert.ok(three > 0 && three < pair, `${three} of ${pair}`);

  await rule.getByRole('checkbox', { name: '期间没有发生' }).check();
  await choose(page, rule.getByRole('combobox', { name: '没有发生的事件' }), '工单');
  await page.keyboard.press('Escape');
  await rule
    .locator('.ant-select')
    .filter({ has: page.getByRole('combobox', { name: '没有发生的事件' }) })
    .getByTitle('订单')
    .locator('.ant-select-selection-item-remove')
    .click();
  await page.getByTestId('condition-words').getByText(/工单/).waitFor();
  const quiet = await counted(page);
  assert.ok(quiet <= three);

  await write(page, '手写');
  const typed = page.getByRole('textbox', { name: '手写' });
  await page.waitForFunction((area) => area.value !== '', await typed.elementHandle());
  assert.match(
    await typed.inputValue(),
    /^sequence\(page_view then quote gap 30 day then order gap 60 day within 1 year\) and count\(ticket within 1 year\) = 0$/,
  );
  await write(page, '条件');
  assert.equal(await page.locator('.rule').count(), 1);
  assert.ok(await rule.getByRole('checkbox', { name: '期间没有发生' }).isChecked());
  await rule.getByRole('button', { name: '上移第 3 步' }).click();
  await rule.getByRole('button', { name: '删除第 1 步' }).click();
  await rule.getByRole('checkbox', { name: '期间没有发生' }).uncheck();
  await page
    .getByTestId('condition-words')
    .getByText(/订单.*报价/)
    .waitFor();
  await write(page, 'JSON');
  const json = page.getByRole('textbox', { name: 'JSON' });
  await page.waitForFunction((area) => area.value !== '', await json.elementHandle());
  assert.deepEqual(JSON.parse(await json.inputValue()), {
    sequence: [{ event: 'order' }, { event: 'quote', gap: { last: 30, unit: 'day' } }],
    within: { last: 1, unit: 'year' },
  });
  assert.deepEqual(opened.complaints, []);
});

test('the builder is used by keyboard alone, and every control has a name', async (t) => {
  const { page } = await openPage(t);
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('button', { name: '买过但 90 天没有下单' }).click();
  await page.getByRole('button', { name: '添加条件组' }).waitFor();
  const everyone = await counted(page);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  // Whoever works by keys sees where they are, the list open and which option is the one, before the next key.
  const pick = async (name, option) => {
    await page.waitForFunction((own) => document.activeElement?.getAttribute('aria-label') === own, name);
    await press('ArrowDown');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
    await page.keyboard.type(option);
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option-active')
      .filter({ hasText: option })
      .waitFor();
    await press('Enter');
  };
  await page.getByRole('button', { name: '添加条件组' }).focus();
  await press('Enter');
  const group = page.locator('.ruleGroup .ruleGroup');
  const subject = group.getByRole('combobox', { name: '条件对象' });
  await subject.focus();
  await pick('条件对象', '流失风险');
  await group.getByRole('combobox', { name: '流失风险 值' }).waitFor();
  await press('Tab', 'Tab');
  await pick('流失风险 值', '高');
  await page.getByTestId('condition-words').getByText('流失风险为“高”').waitFor();
  const risky = await counted(page);
  assert.ok(risky > 0 && risky < everyone);
  await press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '删除条件');
  await press('Enter');
  await group.locator('.rule').waitFor({ state: 'detached' });
  assert.equal(await counted(page), everyone);

  await page.getByRole('button', { name: '限定事件属性' }).first().click();
  await page.getByRole('switch').first().click();
  const controls = await page.locator('.ruleGroup').first().ariaSnapshot();
  assert.match(controls, /spinbutton "/);
  const nameless = controls.match(/- (combobox|button|textbox|spinbutton|switch|checkbox)(?! ").*/g) ?? [];
  assert.deepEqual(nameless, []);
});

test('what others build on is not deleted, and the place of the fault is told', async (t) => {
  const { page } = await openPage(t);
  await takeSample(page);
  await visit(page, '标签与分群');
  await page.getByRole('button', { name: '修改合同 30 天内到期' }).click();
  await page.getByRole('button', { name: /^删\s*除$/ }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /^删\s*除$/ })
    .click();
  const alert = page.getByRole('alert').filter({ hasText: 'contract_ending' });
  await alert.getByText(/引擎不接受 · rules\[\d+\]\.when\.segment/).waitFor();
});

/** Chooses how the condition is written. */
const write = (page, way) =>
  page.getByRole('radiogroup', { name: '条件的写法' }).getByText(way, { exact: true }).click();
