// A visitor takes the sample and looks at everything, in the one language and then in the other.
import assert from 'node:assert/strict';
import test from 'node:test';
import { choose, numberIn, openPage, takeSample, visit } from './support.mjs';

test('the sample, page by page', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);

  await t.test('import: records became fewer customers', async () => {
    const [records, customers] = await Promise.all(['来源记录', '客户'].map((title) => figure(page, title)));
    assert.ok(records > 2000 && customers > 500 && customers < records, `${records} records, ${customers} customers`);
  });

  await t.test('quality: cleaning raises the score and says what it did', async () => {
    await visit(page, '数据质量');
    await page.locator('.score').first().waitFor();
    const [before, after] = (await page.locator('.score').allInnerTexts()).map(Number);
    assert.ok(before < after && after <= 100, `${before} → ${after}`);
    const changes = page.getByRole('table');
    await changes.locator('.removed').first().waitFor();
    assert.ok((await changes.locator('.added').count()) > 3);
    await page.getByLabel('只看有问题的').check();
    await changes.locator('.ant-tag-warning, .ant-tag-error').first().waitFor();
  });

  await t.test('duplicates: each decision counts and takes the pair off the list', async () => {
    await visit(page, '疑似重复');
    await page.getByRole('img', { name: /先验/ }).locator('canvas').waitFor();
    for (const [button, tally] of [
      ['不是同一客户', '已确认不同 1'],
      ['是同一客户', '已确认相同 1'],
      ['暂不判断', '暂不判断 1'],
    ]) {
      const pair = await page.locator('.pair-item[aria-current=true]').innerText();
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByTestId('tally').getByText(tally).waitFor();
      await page.waitForFunction(
        (old) => document.querySelector('.pair-item[aria-current=true]')?.innerText !== old,
        pair,
      );
    }
  });

  await t.test('duplicates: any two records are explained, and the model is learned from the answers', async () => {
    const why = page.getByTestId('why-not');
    await why.getByLabel('一条记录的编号', { exact: true }).fill('KH1000001');
    await why.getByLabel('另一条记录的编号').fill('KH1000002');
    await why.getByText(/从未被比较|因以下键而被比较/).waitFor();
    await why.getByRole('img', { name: /先验/ }).locator('canvas').waitFor();
    await why.getByLabel('另一条记录的编号').fill('没有这条');
    await why.getByRole('alert').waitFor();
    await page.getByRole('button', { name: '由数据与判定重新学习' }).click();
    await page.getByTestId('learned').getByText('估计相同的记录对').waitFor();
    await page.getByTestId('tally').getByText('已确认相同 1').waitFor();
  });

  await t.test('customers: all of them in the order of a column', async () => {
    await visit(page, '客户');
    const header = page.getByRole('columnheader', { name: '订单金额' });
    const amounts = async () => {
      const cells = page.locator('tbody tr.ant-table-row td').filter({ hasText: /^¥[\d,]+$/ });
      return (await cells.allInnerTexts()).map((text) => numberIn(text));
    };
    await header.click();
    await page.locator('th[aria-sort=descending]').waitFor();
    await page.waitForFunction(() => !document.querySelector('.ant-spin-spinning'));
    const shown = await amounts();
    assert.equal(shown.length, 20, 'the twenty who bought most have all bought');
    assert.deepEqual(
      shown,
      [...shown].sort((a, b) => b - a),
    );
    const key = await page.locator('tbody tr.ant-table-row').first().getAttribute('data-row-key');
    await page.getByRole('listitem', { name: '2', exact: true }).click();
    await page.locator(`tr[data-row-key="${key}"]`).waitFor({ state: 'detached' });
    assert.ok(Math.max(...(await amounts())) <= shown.at(-1), 'the second page goes on where the first ends');
    await header.click();
    await page.locator('th[aria-sort=ascending]').waitFor();
    await header.click();
    await page.locator('th[aria-sort]').waitFor({ state: 'detached' });
  });

  await t.test('customers: searched, opened, and masked for a role', async () => {
    await visit(page, '客户');
    const name = await page.getByRole('table').getByRole('button').nth(1).innerText();
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('button', { name: '清除筛选' }).waitFor();
    await page.getByRole('table').getByRole('button', { name, exact: true }).first().click();
    const drawer = page.getByRole('dialog', { name });
    await drawer
      .getByRole('row', { name: /公司名称/ })
      .getByText(name)
      .waitFor();
    const mobile = await drawer.getByRole('row', { name: /^手机/ }).getByRole('cell').nth(1).innerText();
    assert.match(mobile, /1\d\d \d{4} \d{4}/);
    await choose(page, drawer.getByRole('combobox', { name: '查看身份' }), '客服');
    await drawer.getByText(/隐藏或打码/).waitFor();
    await drawer.getByRole('row', { name: /^手机.*\*/ }).waitFor();
    assert.ok(!(await drawer.innerText()).includes(mobile.trim()), 'the whole number is still shown');
    await drawer.getByRole('tab', { name: /画像/ }).click();
    await drawer.getByText('健康度').waitFor();
    await choose(page, drawer.getByRole('combobox', { name: '查看身份' }), '管理员');
    await drawer.getByRole('button', { name: /close|关闭/i }).click();
    await drawer.waitFor({ state: 'hidden' });
  });

  await t.test('segments: a click leads to as many customers as were counted', async () => {
    await visit(page, '标签与分群');
    const meter = page.getByRole('button', { name: /^流失预警/ }).first();
    const count = numberIn(await meter.locator('strong').innerText());
    await meter.click();
    await page.getByText(`共 ${count.toLocaleString('zh-CN')} 位客户`).waitFor();
  });

  await t.test('conditions: an example is counted', async () => {
    await visit(page, '标签与分群');
    await page.getByRole('button', { name: '买过但 90 天没有下单' }).click();
    await page.getByTestId('condition-words').getByText('90 天').waitFor();
    const result = page.getByTestId('condition-result');
    assert.ok(numberIn(await result.locator('strong').first().innerText()) > 0);
    await page.getByTestId('members').getByRole('button').first().waitFor();
  });

  await t.test('actions: grouped by rule, with text and reasons', async () => {
    await visit(page, '待办行动');
    const table = page.getByRole('table').first();
    assert.match(await table.getByRole('row').nth(1).innerText(), /\d{4}-\d\d-\d\d/);
    assert.ok((await page.locator('.ant-collapse-item').count()) > 2);
  });

  await t.test('the other language keeps the data', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await visit(page, 'Customers');
    await page.getByRole('columnheader', { name: 'Last event' }).waitFor();
    await page.getByText(/^[\d,]+ customers$/).waitFor();
    await visit(page, 'Tags and segments');
    await page
      .getByRole('button', { name: /Churn warning/ })
      .first()
      .waitFor();
  });

  assert.deepEqual(opened.complaints, []);
});

test('a customer is entered', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await takeSample(page);
  await visit(page, '录入客户');
  const verdict = page.getByTestId('verdict');

  await t.test('an existing one is known while it is typed', async () => {
    await page.getByRole('button', { name: '填入一位已有客户' }).click();
    await verdict.getByText('这是已有客户').waitFor();
    const company = (await page.getByLabel('公司名称').inputValue()).trim();
    await verdict
      .getByText(/公司名称：/)
      .first()
      .waitFor();
    await page.getByTestId('hint-company').getByText(company).waitFor();
    await page
      .getByTestId('hint-company')
      .getByRole('button', { name: /采\s*用/ })
      .click();
    await page.getByTestId('hint-company').waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('公司名称').inputValue(), company);
  });

  await t.test('a new one may be saved, and is known from then on', async () => {
    await page.getByRole('button', { name: /清\s*空/ }).click();
    await page.getByLabel('公司名称').fill('呼伦贝尔草原星火新材料有限公司');
    await page.getByLabel('手机').fill('１３９１２３４５６０８');
    await verdict.getByText('没有发现已有客户').waitFor();
    await page.getByTestId('hint-mobile').getByText('139 1234 5608').waitFor();
    await page.getByRole('button', { name: /^保\s*存$/ }).click();
    await page.getByText('已保存到“呼伦贝尔草原星火新材料有限公司”').waitFor();
    await page.getByLabel('公司名称').fill('呼伦贝尔草原星火新材料有限公司');
    await page.getByLabel('手机').fill('13912345608');
    await verdict.getByText('这是已有客户').waitFor();
  });

  await t.test('an invalid value is refused in words', async () => {
    const email = page.getByLabel('邮箱');
    await email.fill('zhangsan 163.com');
    await email.blur();
    await messageOf(page, email).waitFor();
    await email.fill('zhangsan@163.com');
    await messageOf(page, email).waitFor({ state: 'detached' });
  });

  await t.test('saving names everything that is wrong, in the language in use', async () => {
    await page.getByRole('button', { name: /清\s*空/ }).click();
    await page.getByLabel('手机').fill('139');
    await page.getByLabel('邮箱').fill('zhangsan 163.com');
    await page.getByRole('button', { name: /^保\s*存$/ }).click();
    const company = page.getByLabel('公司名称');
    assert.match(await messageOf(page, company).innerText(), /必填/);
    assert.match(await messageOf(page, page.getByLabel('邮箱')).innerText(), /@/);
    assert.ok(await company.evaluate((input) => input === document.activeElement), 'the first one is not at hand');
    await page.getByRole('button', { name: 'English' }).click();
    await messageOf(page, page.getByLabel('Company')).getByText('is required').waitFor();
    await messageOf(page, page.getByLabel('Email')).getByText('there is no @').waitFor();
    assert.equal(await page.getByLabel('Mobile').inputValue(), '139');
  });

  assert.deepEqual(opened.complaints, []);
});

/** What the form says of a field. */
const messageOf = (page, field) =>
  page.locator('.ant-form-item', { has: field }).locator('.ant-form-item-explain-error');

async function figure(page, title) {
  const card = page.locator('.ant-statistic').filter({ has: page.getByText(title, { exact: true }) });
  return numberIn(await card.locator('.ant-statistic-content').innerText());
}
