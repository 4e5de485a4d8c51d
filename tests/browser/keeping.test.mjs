// What survives the tab: data, decisions, what was learned; and what does not: all that was forgotten or erased.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  customerTotal,
  dropFile,
  importFile,
  openPage,
  PATIENCE,
  reopen,
  takeSample,
  totalBecomes,
  visit,
} from './support.mjs';

const FILE = [
  '编号,公司名称,联系人,手机',
  'a1,杭州云帆科技有限公司,张三,13912345601',
  'a2,深圳市远望电子有限公司,李四,13912345602',
].join('\n');

test('a page that is open needs no network', async (t) => {
  const { page, requests } = await openPage(t);
  await importFile(page, 'crm.csv', FILE);
  await quiet(requests);
  await page.context().setOffline(true);
  const missing = [];
  page.on('requestfailed', (request) => missing.push(new URL(request.url()).pathname));
  for (const name of ['疑似重复', '客户', '销售漏斗', '经营分析', '标签与分群', '自动化规则', '待办行动', '录入客户']) {
    await visit(page, name);
    for (const tab of await page.locator('main').getByRole('tab').all()) {
      await tab.click();
      await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
    }
    assert.equal(await page.getByText('出错了').count(), 0, name);
  }
  // The browser itself asks for the icon at each address.
  assert.deepEqual(
    missing.filter((path) => path !== '/icon.svg'),
    [],
  );
});

/** Waits until nothing was asked for within two seconds; that the network was idle once is no word about now. */
async function quiet(requests) {
  for (let before = -1; before !== requests.length; ) {
    before = requests.length;
    await new Promise((passed) => setTimeout(passed, 2000));
  }
}

test('closing the tab and opening it again loses nothing', async (t) => {
  const opened = await openPage(t);
  const { page: first, address } = opened;
  await takeSample(first);
  await visit(first, '疑似重复');
  for (const [button, tally] of [
    ['是同一客户', '已确认相同 1'],
    ['暂不判断', '暂不判断 1'],
  ]) {
    await first.getByRole('button', { name: button, exact: true }).click();
    await first.getByTestId('tally').getByText(tally).waitFor();
  }
  await first.getByRole('button', { name: '由数据与判定重新学习' }).click();
  await first.getByTestId('learned').waitFor();
  const putOff = await pairPutOff(first);
  await visit(first, '客户');
  const total = await customerTotal(first);

  const page = await reopen(first, address);
  await page.getByText('上次的数据与判断已恢复').waitFor();
  await page.getByText(/customers\.csv：/).waitFor();
  await visit(page, '客户');
  assert.equal(await customerTotal(page), total);
  await visit(page, '疑似重复');
  await page.getByTestId('learned').getByText('估计相同的记录对').waitFor();
  await page.getByTestId('tally').getByText('已确认相同 1').waitFor();
  assert.equal(await pairPutOff(page), putOff);
  await visit(page, '数据质量');
  await page.getByRole('table').locator('.added').first().waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('what is forgotten does not come back', async (t) => {
  const { page: first, address } = await openPage(t);
  await importFile(first, 'crm.csv', FILE);
  assert.ok((await kept(first, '深圳市远望电子有限公司')).length > 0, 'nothing was kept');
  await first.getByRole('button', { name: '清空数据' }).click();
  await first.getByRole('tooltip').getByRole('button', { name: '清空数据' }).click();
  await first.getByRole('button', { name: '生成并导入样例' }).waitFor();
  const page = await reopen(first, address);
  await page.getByRole('button', { name: '生成并导入样例' }).waitFor();
  assert.deepEqual(await kept(page, '深圳市远望电子有限公司'), []);
});

test('an erased customer is gone from what the browser keeps', async (t) => {
  const { page } = await openPage(t);
  await importFile(page, 'crm.csv', FILE);
  const [gone, stays] = ['深圳市远望电子有限公司', '杭州云帆科技有限公司'];
  assert.ok((await kept(page, gone)).length > 0, 'nothing was kept');
  await visit(page, '客户');
  await page.getByRole('table').getByRole('button', { name: gone }).click();
  await page.getByRole('dialog').getByRole('tab', { name: /来源/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '抹除客户' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '抹除客户' }).click();
  await page.getByText('已抹除 1 条记录').waitFor();
  await totalBecomes(page, 1);
  assert.deepEqual(await kept(page, gone), []);
  assert.ok((await kept(page, stays)).length > 0);
});

test('a second tab waits for the first, and goes on when that is closed', async (t) => {
  const { page: first, address } = await openPage(t);
  await importFile(first, 'crm.csv', FILE);
  const second = await first.context().newPage();
  second.setDefaultTimeout(PATIENCE);
  await second.goto(address);
  await second.getByText('数据正在另一个标签页中使用').waitFor();
  await first.close();
  await second.getByText('上次的数据与判断已恢复').waitFor();
  await visit(second, '客户');
  assert.equal(await customerTotal(second), 2);
});

test('the address tells where one is: back, forward and loading anew lead there', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  await page.getByRole('table').getByRole('button', { name: '深圳市远望电子有限公司' }).click();
  const drawer = page.getByRole('dialog', { name: '深圳市远望电子有限公司' });
  await drawer.waitFor();
  await page.reload();
  await drawer.waitFor();
  await page.goBack();
  await drawer.waitFor({ state: 'hidden' });
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '导入数据' }).waitFor();
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();
  await visit(page, '标签与分群');
  await page.getByRole('tab', { name: '标签', exact: true }).click();
  await page.getByRole('button', { name: '新建标签' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: '新建标签' }).waitFor();
  assert.match(await page.title(), /^标签与分群 · /);
  await page.getByRole('button', { name: /^所属行业/ }).click();
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();
  assert.match(page.url(), /#\/customers\?tag=/);
  await page.goBack();
  await page.getByRole('tab', { name: '标签', exact: true, selected: true }).waitFor();
  assert.deepEqual(opened.complaints, []);
});

test('another language goes on with what is kept', async (t) => {
  const { page: first, address } = await openPage(t);
  await importFile(first, 'crm.csv', FILE);
  await first.getByRole('button', { name: 'English' }).click();
  await first.getByText('Import complete').waitFor();
  const page = await reopen(first, address);
  await page.getByText('Data and decisions of last time are here again.').waitFor();
  await visit(page, 'Customers');
  await page.getByText('2 customers').waitFor();
});

test('a browser that keeps nothing says so, and everything else works', async (t) => {
  const opened = await openPage(t);
  const { page } = opened;
  const refuse = "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };";
  await page.context().addInitScript(refuse);
  // Nor may it remember the language, or what the page is to be like.
  await page.context().addInitScript(() => {
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'localStorage', { get });
  });
  // Scripts added by the test do not reach workers.
  await page.context().route('**/*.js', async (route) => {
    // A connection kept alive is closed by the server now and then, just when it is used again.
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, body: `if (globalThis.IDBFactory) ${refuse}\n${await response.text()}` });
  });
  await page.reload();
  await page.getByText('本浏览器不允许保存数据').waitFor();
  await importFile(page, 'crm.csv', FILE);
  await page.getByText('本浏览器不允许保存数据').waitFor();
  await visit(page, '客户');
  assert.equal(await customerTotal(page), 2);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('2 customers').waitFor();
  assert.deepEqual(opened.complaints, []);
  // Parts of the page may still be on their way.
  await page.context().unrouteAll({ behavior: 'ignoreErrors' });
});

test('a browser that is full says so and offers ways on', async (t) => {
  const { page, address } = await openPage(t);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(address).origin, quotaSize: 1 });
  const begin = async () => {
    await dropFile(page, 'crm.csv', FILE);
    await page.getByRole('button', { name: '开始导入' }).click();
    await page.getByText('浏览器存储空间不足').waitFor();
  };
  await begin();
  await page.getByRole('button', { name: '重新加载' }).click();
  await page.getByRole('button', { name: '生成并导入样例' }).waitFor();
  await begin();
  await page.getByRole('button', { name: '不保存，从头开始' }).click();
  await page.getByText('本浏览器不允许保存数据').waitFor();
  await importFile(page, 'crm.csv', FILE);
  await visit(page, '客户');
  assert.equal(await customerTotal(page), 2);
});

/** The pair in the list of those that were put off. */
async function pairPutOff(page) {
  await page.locator('.ant-segmented-item').filter({ hasText: '暂不判断 1' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.pair-item').length === 1);
  return page.locator('.pair-item').innerText();
}

/** Where in the browser's databases a text is to be found. */
function kept(page, text) {
  return page.evaluate(async (wanted) => {
    const answer = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const isIn = (value) => {
      if (value instanceof Uint8Array) return new TextDecoder().decode(value).includes(wanted);
      return JSON.stringify(value).includes(wanted);
    };
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await answer(database.transaction(store).objectStore(store).getAll());
        if (values.some(isIn)) found.push(`${name} ${store}`);
      }
      database.close();
    }
    return found;
  }, text);
}
