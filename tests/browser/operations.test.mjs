// Experiments with goals and their results, channels, journeys, and who looks after whom.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, confirm, numberIn, openPage, reopen, takeSample, visit } from './support.mjs';

const MAIL = '三个月未下单关怀邮件';

test('a rule tries variants, what came of them is reported and told', async (t) => {
  const opened = await openPage(t);
  const { page, address } = opened;
  await takeSample(page);
  await visit(page, '自动化规则');
  await page.getByRole('button', { name: `修改${MAIL}` }).click();
  const drawer = page.getByRole('dialog', { name: `修改${MAIL}` });

  await t.test('variants, a control group and a goal are set, and an action is for one variant', async () => {
    await drawer.getByRole('checkbox', { name: '做 A/B 实验' }).check();
    await drawer.getByRole('spinbutton', { name: '对照组权重' }).fill('30');
    await drawer.getByText('占 25%').waitFor();
    await drawer.getByRole('button', { name: '添加版本' }).click();
    await drawer.getByRole('button', { name: '删除版本 c' }).click();
    await drawer.getByRole('checkbox', { name: '设置目标' }).check();
    await choose(page, drawer.getByLabel('目标事件'), '合同');
    await drawer.getByRole('spinbutton', { name: '期限' }).fill('45');
    await choose(page, drawer.getByLabel('价值取自'), '金额');
    await choose(page, drawer.getByLabel('只给版本'), 'a');
    await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: `修改${MAIL}` }).click();
    assert.equal(await drawer.getByRole('spinbutton', { name: '期限' }).inputValue(), '45');
    assert.equal(await drawer.getByRole('spinbutton', { name: '对照组权重' }).inputValue(), '30');
    await drawer.getByRole('button', { name: '放弃修改' }).click();
    await drawer.waitFor({ state: 'hidden' });
  });

  const group = page.locator('.ant-collapse-item').filter({ hasText: MAIL });
  let control = 0;
  await t.test('the control group is noted, and what became of actions is reported', async () => {
    await visit(page, '待办行动');
    await group.locator('.ant-collapse-header').click();
    const note = group.getByRole('alert');
    control = numberIn(await note.innerText());
    assert.ok(control > 0);
    await note.getByRole('button', { name: '记入对照组' }).click();
    await page.getByText(`已记入对照组 ${control} 位`).waitFor();
    await note.waitFor({ state: 'detached' });
    const tell = async (outcome) => {
      const row = group.getByRole('table').getByRole('row').nth(1);
      assert.match(await row.innerText(), /发送关怀邮件\s*a/);
      const name = await row.getByRole('button').first().innerText();
      await row.getByRole('button', { name: /^记录结果/ }).click();
      await page.locator('.ant-dropdown:visible').getByText(outcome, { exact: true }).click();
      return group.getByRole('button', { name, exact: true });
    };
    const declined = await tell('被拒绝');
    await page.getByText('已完成，结果：被拒绝').waitFor();
    await declined.waitFor({ state: 'detached' });
    const sold = await tell('已成交');
    const sale = page.getByRole('dialog', { name: '记录成交' });
    await sale.getByLabel('成交金额').fill('1200');
    await confirm(sale);
    await page.getByText('已完成，结果：已成交').waitFor();
    await sold.waitFor({ state: 'detached' });
  });
  assert.deepEqual(opened.complaints, []);

  const next = await reopen(page, address);
  await t.test('what was handed out is listed: the last first, with what was reported of it', async () => {
    await visit(next, '自动化规则');
    await next.getByRole('tab', { name: '交办记录' }).click();
    await next.getByText(`共 ${control + 2} 条`).waitFor();
    const rows = next.getByRole('main').getByRole('table').getByRole('row');
    const told = await Promise.all([1, 2, 3].map((place) => rows.nth(place).innerText()));
    assert.match(
      told[0],
      /\d{4}-\d\d-\d\d \d\d:\d\d[\s\S]*三个月未下单关怀邮件\s+a\s+[\s\S]*已成交 ¥1,200 \d{4}-\d\d-\d\d/,
    );
    assert.match(told[1], /被拒绝/);
    assert.match(told[2], /对照组/);
    await rows.nth(1).getByRole('button').click();
    await next.locator('.ant-drawer-open').waitFor();
    await next.keyboard.press('Escape');
    await next.locator('.ant-drawer-open').waitFor({ state: 'hidden' });
  });
  await t.test('results compare the variants, and say when there is too little to tell', async () => {
    await visit(next, '自动化规则');
    await next.getByRole('tab', { name: '效果' }).click();
    const result = next.getByTestId('result').filter({ hasText: MAIL });
    const cells = (name) => result.getByRole('row', { name }).getByRole('cell').allInnerTexts();
    await result.getByRole('row', { name: /^a / }).waitFor();
    const told = await cells(/^a /);
    assert.deepEqual(told.slice(1, 4), ['2', '2', '1']);
    assert.match(told[4], /50%[\s\S]*至/);
    assert.equal(told[5], '¥1,200');
    assert.match(told[6], /被拒绝 1[\s\S]*已成交 1|已成交 1[\s\S]*被拒绝 1/);
    assert.equal(numberIn((await cells(/^对照组/))[1]), control);
    await result.getByText(/“a”[\s\S]*“对照组”/).waitFor();
    await result.getByText(/差异 .* 个百分点/).waitFor();
    await next.getByText(/尚无交办：.*90 天流失预警/).waitFor();
  });
});

test('channels have caps and quiet hours, and keep what consent says', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '自动化规则');
  await page.getByRole('tab', { name: '触达渠道' }).click();
  const row = page.getByRole('row', { name: /^短信/ });
  await row.waitFor();
  const before = await row.getByRole('cell').allInnerTexts();
  assert.match(before.join(), /手机.*每 7 天最多 2 次.*21:00 至 08:00/);
  await row.getByRole('button', { name: '修改短信' }).click();
  const drawer = page.getByRole('dialog', { name: '修改短信' });
  await drawer.getByRole('spinbutton', { name: '最多次数' }).fill('3');
  await choose(page, drawer.getByRole('combobox', { name: '联系方式' }), '微信号');
  await choose(page, drawer.getByRole('combobox', { name: '整天不打扰' }), '周日');
  await drawer.locator('.event-test').getByText('是其中之一').waitFor();
  await drawer.locator('.event-test').getByText('不是其中任何一个').waitFor();
  await drawer.locator('.event-test').getByTitle('退订').waitFor();
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  await row.getByText('每 7 天最多 3 次').waitFor();
  await row.getByText('21:00 至 08:00 · 周日').waitFor();
  await row.getByText('手机 · 微信号').waitFor();
  assert.equal(await row.getByRole('cell').nth(4).innerText(), before[4]);

  await page.getByRole('button', { name: '新建渠道' }).click();
  const blank = page.getByRole('dialog', { name: '新建渠道' });
  await blank.getByLabel('编号').fill('wechat');
  await blank.getByLabel('名称（中文）').fill('企业微信');
  await blank.getByLabel('名称（英文）').fill('WeCom');
  await blank.getByRole('button', { name: /^保\s*存$/ }).click();
  await page.getByRole('row', { name: /^企业微信 不需要 不限 不限 不限/ }).waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('a journey is made, customers are moved on, and a customer tells where it stands', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '自动化规则');
  await page.getByRole('tab', { name: '客户旅程' }).click();
  await page.getByRole('button', { name: '从示例开始' }).click();
  const drawer = page.getByRole('dialog', { name: '新建旅程' });
  await drawer.getByLabel('编号', { exact: true }).fill('onboarding');
  await drawer.getByText('第 5 步').waitFor();
  await drawer.getByRole('button', { name: '添加步骤' }).click();
  const last = drawer.locator('.ant-card').filter({ hasText: '第 6 步' });
  await choose(page, last.getByRole('combobox', { name: '类型', exact: true }), '等待');
  await last.getByRole('spinbutton', { name: '等待' }).fill('14');
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  const journey = page.getByTestId('journey');
  await journey.getByText('等待 14 天').waitFor();
  await page.getByRole('button', { name: '推进旅程' }).click();
  const moved = page.getByText(/进入 [\d,]+ 位，前进 0 位/);
  const entered = numberIn(await moved.innerText());
  const first = journey.getByRole('listitem').first();
  const standing = numberIn(await first.locator('strong').innerText());
  // Who has no mail address is led past the mail.
  assert.ok(standing > 0 && standing < entered, `${standing} of ${entered}`);

  await visit(page, '待办行动');
  const group = page.locator('.ant-collapse-item').filter({ hasText: '新客户引导' });
  assert.equal(numberIn(await group.getByText(/^共 [\d,]+ 项$/).innerText()), standing);
  await group.locator('.ant-collapse-header').click();
  await group.getByRole('table').getByRole('row').nth(1).getByRole('button').first().click();
  const customer = page.locator('.ant-drawer-open').getByRole('dialog');
  await customer.getByRole('tab', { name: /^待办/ }).click();
  await customer
    .getByTestId('journeys')
    .getByText(/位于 欢迎邮件，自 \d{4}-/)
    .waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('owners are proposed with reasons, accepted, and taken back', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '自动化规则');
  await page.getByRole('tab', { name: '负责人分配' }).click();
  await page.getByRole('button', { name: '由现有负责人建立' }).click();
  const drawer = page.getByRole('dialog', { name: '分配策略' });
  await drawer.getByRole('checkbox', { name: '暂不接收' }).first().check();
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  const card = page.getByTestId('proposals');
  const total = numberIn(await card.locator('.ant-card-head-title').innerText());
  const row = card.getByRole('table').getByRole('row').nth(1);
  const name = await row.getByRole('button').innerText();
  const agent = await row.getByRole('cell').nth(2).innerText();
  assert.match(await row.innerText(), /现有客户最少/);
  await row.getByRole('checkbox').check();
  await card.getByRole('button', { name: '采纳所选 1 项' }).click();
  const question = page.getByRole('dialog', { name: '为 1 位客户写入负责人' });
  await question.getByLabel('原因').fill('季度调整');
  await confirm(question);
  await card.getByText(`建议分配 ${(total - 1).toLocaleString('zh-CN')} 位客户`).waitFor();

  await visit(page, '客户');
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('button', { name: '清除筛选' }).waitFor();
  await page.getByRole('table').getByRole('button', { name, exact: true }).first().click();
  const customer = page.getByRole('dialog', { name });
  await customer.getByRole('row', { name: new RegExp(`^负责人.*${agent}`) }).waitFor();
  await customer.getByRole('tab', { name: '操作历史' }).click();
  const operation = customer.getByTestId('operation').filter({ hasText: '分配负责人' });
  await operation.getByText(/季度调整/).waitFor();
  await operation.getByRole('button', { name: '撤销' }).click();
  await confirm(page.getByRole('dialog', { name: '撤销这项操作？' }));
  await operation.getByText(/已撤销/).waitFor();
  assert.deepEqual(opened.complaints, []);
});
