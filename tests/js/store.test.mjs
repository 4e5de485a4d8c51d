import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rmdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { frameOf, readFrames } from '../../pkg/lib/frames.js';
import { createEngine } from '../../pkg/lib/inline.js';
import * as browser from '../../pkg/lib/store-browser.js';
import * as folder from '../../pkg/lib/store-node.js';
import * as worker from '../../pkg/lib/worker-node.js';
import { NOW, RECORDS, scratch } from './support.mjs';

const total = (engine) => engine.customers({ now: NOW }).total;

/** Gives this host locks as browsers have them: a lock is free a moment after its holder is done. */
function withLocks(t) {
  const held = new Set();
  const request = async (name, _options, act) => {
    if (held.has(name)) return act(null);
    held.add(name);
    try {
      return await act({ name });
    } finally {
      await new Promise(setImmediate);
      held.delete(name);
    }
  };
  const real = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { locks: { request } }, configurable: true });
  t.after(() => Object.defineProperty(globalThis, 'navigator', real ?? { value: undefined, configurable: true }));
}

for (const [host, { openStore, deleteStore }] of Object.entries({ folder, browser })) {
  const place = async (t) => (host === 'folder' ? join(await scratch(t), 'a', 'store') : `test-${Math.random()}`);

  test(`${host}: an engine is found again as it was left`, async (t) => {
    const name = await place(t);
    for (let round = 0; round < 3; round += 1) {
      const store = await openStore(name);
      const engine = await createEngine({ store });
      assert.equal(total(engine), round);
      engine.upsert([{ id: `r${round}`, company: `无锡第${round}轴承有限公司` }], { now: NOW });
      if (round === 1) await store.compact();
      await store.close();
      engine.free();
    }
    await deleteStore(name);
    const store = await openStore(name);
    assert.equal(total(await createEngine({ store })), 0);
    await store.close();
  });

  test(`${host}: what is flushed is safe without closing`, async (t) => {
    const name = await place(t);
    const store = await openStore(name);
    const engine = await createEngine({ store });
    engine.upsert(RECORDS, { now: NOW });
    await store.flush();
    const { frames } = await store.load();
    assert.equal(total(await createEngine({ journal: Buffer.concat(frames) })), 2);
    await store.close();
    await store.close();
    await assert.rejects(store.load(), { code: 'store/closed' });
    await assert.rejects(store.compact(), { code: 'store/closed' });
    await assert.rejects(store.flush(), { code: 'store/closed' });
  });
}

test('a store keeps one engine at a time; the next when that is freed', async (t) => {
  const store = await folder.openStore(await scratch(t));
  const first = await createEngine({ store });
  first.upsert(RECORDS, { now: NOW });
  await assert.rejects(createEngine({ store }), { code: 'store/attached' });
  first.upsert([{ id: 'c', company: '无锡第一轴承有限公司' }], { now: NOW });
  await store.flush();
  first.free();
  assert.equal(first.isFreed, true);
  const second = await createEngine({ store });
  assert.equal(total(second), 3, 'the first went on being kept');
  await store.close();
});

test('folder: one holder at a time; the lock of a dead process counts for nothing', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  await assert.rejects(folder.openStore(name), { code: 'store/in_use' });
  await store.close();
  await writeFile(join(name, 'lock'), '999999999');
  await (await folder.openStore(name)).close();
  await writeFile(join(name, 'lock'), String(process.ppid));
  await assert.rejects(folder.openStore(name), { code: 'store/in_use' });
});

test('folder: of several that come at the same moment one gets it', async (t) => {
  const name = await scratch(t);
  const open = `
    import { openStore } from ${JSON.stringify(new URL('../../pkg/lib/store-node.js', import.meta.url))};
    while (Date.now() < ${Date.now() + 1500});
    const store = await openStore(${JSON.stringify(name)}).catch((error) => console.log(error.code));
    if (store) setTimeout(() => store.close(), 1500, console.log('held'));`;
  for (const owner of [null, '999999999']) {
    if (owner) await writeFile(join(name, 'lock'), owner);
    const each = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', open]));
    const said = (await Promise.all(each.map((child) => text(child.stdout)))).map((line) => line.trim());
    assert.deepEqual(said.sort(), ['held', 'store/in_use', 'store/in_use', 'store/in_use']);
  }
});

test('folder: the threads of a process are told apart, and a process from the one before it with the same id', async (t) => {
  const name = await scratch(t);
  await writeFile(join(name, 'lock'), `${process.pid} 1`);
  const open = async () => {
    const engine = await worker.createEngine({ store: name });
    t.after(() => engine.free());
    return engine;
  };
  const first = await open();
  await assert.rejects(open, { code: 'store/in_use' });
  await first.close();
  const store = await folder.openStore(name);
  await assert.rejects(open, { code: 'store/in_use' });
  await store.close();
});

test('folder: who waits takes over when the holder lets go, or gives up', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  const waiting = folder.openStore(name, { wait: true });
  const impatient = folder.openStore(name, { wait: true, signal: AbortSignal.timeout(150) });
  await assert.rejects(impatient, { name: 'TimeoutError' });
  engine.upsert(RECORDS, { now: NOW });
  await store.close();
  const next = await waiting;
  assert.equal(total(await createEngine({ store: next })), 2);
  await next.close();
});

test('folder: a torn frame at the end is dropped, and writing goes on after the last whole one', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  engine.upsert(RECORDS.slice(0, 1), { now: NOW });
  engine.upsert(RECORDS.slice(1), { now: NOW });
  await store.close();
  const journal = join(name, 'journal-0');
  const whole = await readFile(journal);
  await truncate(journal, whole.length - 3);
  const again = await folder.openStore(name);
  const survivor = await createEngine({ store: again });
  assert.equal(total(survivor), 1);
  survivor.upsert(RECORDS.slice(1), { now: NOW });
  await again.close();
  const third = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: third })), 2);
  await third.close();
});

test('what is committed after the store was closed is kept nowhere, and says so', async (t) => {
  const store = await folder.openStore(await scratch(t));
  const engine = await createEngine({ store });
  engine.upsert(RECORDS.slice(0, 1), { now: NOW });
  await store.close();
  assert.equal(total(engine), 1);
  assert.throws(() => engine.upsert(RECORDS.slice(1), { now: NOW }), { code: 'store/closed' });
  assert.equal(total(engine), 1, 'nothing was changed');
  const other = await folder.openStore(await scratch(t));
  other.attach(engine);
  engine.upsert(RECORDS.slice(1), { now: NOW });
  await other.close();
});

test('folder: what stands behind damage is not thrown away without a word', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  const records = [...RECORDS, { id: 'more', company: '无锡轴承有限公司' }];
  for (const record of records) engine.upsert([record], { now: NOW });
  await store.close();
  const journal = join(name, 'journal-0');
  const whole = await readFile(journal);
  const first = 8 + whole.readUInt32LE(0);
  for (const place of [first + 1, first + 5, first + 40]) {
    const damaged = Buffer.from(whole);
    damaged[place] ^= 4;
    await writeFile(journal, damaged);
    const again = await folder.openStore(name, { language: 'en' });
    const survivor = await createEngine({ store: again });
    assert.equal(total(survivor), 1);
    assert.equal(again.failure.code, 'store/damaged');
    assert.match(again.failure.message, new RegExp(`${whole.length - first} bytes after commit 1 `));
    survivor.upsert(RECORDS.slice(1), { now: NOW });
    await assert.rejects(again.flush(), { code: 'store/damaged' });
    await assert.rejects(again.close(), { code: 'store/damaged' });
    assert.deepEqual(await readFile(journal), damaged, 'nothing was written');
  }
  const last = await folder.openStore(name);
  const survivor = await createEngine({ store: last });
  await last.compact();
  assert.equal(last.failure, null);
  survivor.upsert(RECORDS.slice(1), { now: NOW });
  await last.close();
  assert.deepEqual((await readdir(name)).sort(), ['journal-0.damaged', 'journal-1', 'snapshot-1']);
  const third = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: third })), 2);
  await third.close();
  await folder.deleteStore(name);
  await assert.rejects(readdir(name), { code: 'ENOENT' });
});

test('folder: damage in the middle is told although the last commit was torn as well', async (t) => {
  const name = await scratch(t);
  await keepThree(folder, name);
  const journal = join(name, 'journal-0');
  const whole = await readFile(journal);
  for (const place of [1, 5, 40]) {
    const damaged = Buffer.from(whole.subarray(0, whole.length - 3));
    damaged[place] ^= 4;
    await writeFile(journal, damaged);
    const again = await folder.openStore(name);
    assert.equal(total(await createEngine({ store: again })), 0);
    assert.equal(again.failure?.code, 'store/damaged');
    await assert.rejects(again.close(), { code: 'store/damaged' });
    assert.deepEqual(await readFile(journal), damaged, 'nothing was written');
  }
  // Behind the damage stands nothing but what was torn: nobody was told that it is safe.
  const second = 8 + whole.readUInt32LE(0);
  const torn = Buffer.from(whole.subarray(0, second + 100));
  torn[second + 40] ^= 4;
  await writeFile(journal, torn);
  const again = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: again })), 1);
  assert.equal(again.failure, null);
  await again.close();
});

/** A store with three commits of a record each. */
async function keepThree({ openStore }, name) {
  const store = await openStore(name);
  const engine = await createEngine({ store });
  const records = [...RECORDS, { id: 'more', company: '无锡轴承有限公司' }];
  for (const record of records) engine.upsert([record], { now: NOW });
  await store.close();
}

/** Whatever a change of the object stores of a browser's store comes to. */
async function inDatabase(name, change) {
  const answer = (request) =>
    new Promise((resolve, reject) =>
      Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }),
    );
  const database = await answer(indexedDB.open(`kehu:${name}`, 1));
  const transaction = database.transaction(['snapshot', 'journal'], 'readwrite');
  const result = await answer(change(transaction.objectStore('journal'), transaction.objectStore('snapshot')));
  database.close();
  return result;
}

const DAMAGES = {
  'a flipped byte': (bytes) => bytes.with(40, bytes[40] ^ 4),
  'a flipped length': (bytes) => bytes.with(1, bytes[1] ^ 4),
  'a missing end': (bytes) => bytes.slice(0, -3),
  'something else': () => 'text',
  nothing: () => undefined,
};

for (const [damage, change] of Object.entries(DAMAGES)) {
  /** Puts a damaged commit in the place of another, or nothing. */
  const spoil = async (name, key) => {
    const entry = change(await inDatabase(name, (journal) => journal.get(key)));
    await inDatabase(name, (journal) => (entry ? journal.put(entry, key) : journal.delete(key)));
  };

  test(`browser: ${damage} in the middle of the journal is told, and nothing is thrown away`, async () => {
    const name = `test-${Math.random()}`;
    await keepThree(browser, name);
    await spoil(name, 2);
    const kept = await inDatabase(name, (journal) => journal.getAll());
    const again = await browser.openStore(name, { language: 'en' });
    const survivor = await createEngine({ store: again });
    assert.equal(total(survivor), 1);
    assert.equal(again.failure?.code, 'store/damaged');
    assert.match(again.failure.message, / bytes after commit 1 /);
    survivor.upsert(RECORDS.slice(1), { now: NOW });
    await assert.rejects(again.flush(), { code: 'store/damaged' });
    assert.deepEqual(await inDatabase(name, (journal) => journal.getAll()), kept, 'nothing was written');
    await again.compact();
    assert.equal(again.failure, null);
    assert.deepEqual(await inDatabase(name, (_journal, snapshot) => snapshot.get('damaged')), kept);
    await again.close();
    const third = await browser.openStore(name);
    assert.equal(total(await createEngine({ store: third })), 2);
    await third.close();
  });

  test(`browser: ${damage} at the end of the journal is cut off, and the journal goes on`, async () => {
    const name = `test-${Math.random()}`;
    await keepThree(browser, name);
    await spoil(name, 3);
    const again = await browser.openStore(name);
    const survivor = await createEngine({ store: again });
    assert.equal(total(survivor), 2);
    assert.equal(again.failure, null);
    survivor.upsert([{ id: 'another', company: '宁波模具有限公司' }], { now: NOW });
    await again.close();
    const third = await browser.openStore(name);
    assert.equal(total(await createEngine({ store: third })), 3);
    await third.close();
  });
}

test('folder: what a crash left between two generations is cleared away', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  engine.upsert(RECORDS, { now: NOW });
  await store.compact();
  await store.close();
  await appendFile(join(name, 'journal-0'), 'old');
  await writeFile(join(name, 'snapshot-2.part'), 'half');
  const again = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: again })), 2);
  await again.close();
  assert.deepEqual((await readdir(name)).sort(), ['journal-1', 'snapshot-1']);
});

test('folder: a snapshot that cannot be written leaves nothing behind, and the journal goes on', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  engine.upsert(RECORDS.slice(0, 1), { now: NOW });
  await store.flush();
  await mkdir(join(name, 'snapshot-1')); // in the way of the file of that name
  await assert.rejects(store.compact(), { code: 'store/write_failed' });
  assert.deepEqual((await readdir(name)).sort(), ['journal-0', 'lock', 'snapshot-1']);
  engine.upsert(RECORDS.slice(1), { now: NOW });
  await store.flush();
  assert.equal(store.failure, null);
  await rmdir(join(name, 'snapshot-1'));
  await store.close();
  const again = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: again })), 2);
  await again.compact();
  assert.deepEqual((await readdir(name)).sort(), ['journal-1', 'lock', 'snapshot-1']);
  await again.close();
});

test('a second engine on a store takes nothing from the first that is being written', async (t) => {
  const name = await scratch(t);
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  const add = (n) => engine.upsert([{ id: `r${n}`, company: `无锡第${n}轴承有限公司` }], { now: NOW });
  for (let n = 0; n < 20; n += 1) add(n);
  const second = assert.rejects(createEngine({ store }), { code: 'store/attached' });
  for (let n = 20; n < 40; n += 1) {
    add(n);
    await new Promise(setImmediate);
  }
  await second;
  await store.close();
  const again = await folder.openStore(name);
  assert.equal(total(await createEngine({ store: again })), 40);
  await again.close();
});

test('what is safe is safe, whether a snapshot is to be had or not', async (t) => {
  const store = await folder.openStore(await scratch(t));
  const engine = await createEngine({ store });
  // More than a journal may hold before there is a snapshot.
  const big = (n) => ({ id: `r${n}`, remark: `${n} ${'长'.repeat(20000)}` });
  engine.upsert(
    Array.from({ length: 20 }, (_, n) => big(n)),
    { now: NOW },
  );
  const job = engine.beginImport({ source: 'crm', now: NOW });
  await store.flush();
  job.abort();
  engine.free();
  await store.flush();
  await store.close();
});

test('folder: a store is deleted, and nothing that others keep beside it', async (t) => {
  const name = await scratch(t);
  await writeFile(join(name, 'notes.txt'), 'mine');
  const store = await folder.openStore(name);
  const engine = await createEngine({ store });
  engine.upsert(RECORDS, { now: NOW });
  await store.compact();
  await assert.rejects(folder.deleteStore(name, { language: 'en' }), { code: 'store/in_use', message: /is in use/ });
  await store.close();
  await folder.deleteStore(name);
  assert.deepEqual(await readdir(name), ['notes.txt']);
});

test('browser: where the host has no locks, whoever opened the store last is its writer', async () => {
  const name = `test-${Math.random()}`;
  const first = await browser.openStore(name, { language: 'en' });
  const overtaken = await createEngine({ store: first });
  overtaken.upsert(RECORDS.slice(0, 1), { now: NOW });
  await first.flush();
  const second = await browser.openStore(name);
  const engine = await createEngine({ store: second });
  engine.upsert(RECORDS.slice(1), { now: NOW });
  await second.flush();
  overtaken.upsert([{ id: 'late', company: '无锡第九轴承有限公司' }], { now: NOW });
  await assert.rejects(first.flush(), { code: 'store/in_use', message: /is in use by another tab/ });
  await assert.rejects(first.compact(), { code: 'store/in_use' });
  await first.close().catch(() => {});
  engine.upsert([{ id: 'more', company: '无锡第一轴承有限公司' }], { now: NOW });
  await second.close();
  const third = await browser.openStore(name);
  assert.equal(total(await createEngine({ store: third })), 3);
  await third.close();
});

test('browser: where the host has no locks, a store that is open can be deleted', async () => {
  const name = `test-${Math.random()}`;
  const store = await browser.openStore(name);
  const engine = await createEngine({ store });
  await browser.deleteStore(name);
  engine.upsert(RECORDS, { now: NOW });
  await assert.rejects(store.flush(), { code: 'store/write_failed' });
  const next = await browser.openStore(name);
  assert.equal(total(await createEngine({ store: next })), 0);
  await next.close();
});

test('browser: a place without IndexedDB says so, and is not held', async (t) => {
  const real = globalThis.indexedDB;
  t.after(() => {
    globalThis.indexedDB = real;
  });
  withLocks(t);
  globalThis.indexedDB = undefined;
  const none = { code: 'store/open_failed', message: 'the store could not be opened: no IndexedDB' };
  for (const act of [browser.openStore, browser.deleteStore]) {
    await assert.rejects(act('nowhere', { language: 'en' }), none);
    await assert.rejects(act('nowhere', { language: 'en' }), none, 'held for good');
  }
  globalThis.indexedDB = real;
  await (await browser.openStore('nowhere')).close();
});

test('browser: a store that is full can still be read', async (t) => {
  const name = `test-${Math.random()}`;
  const store = await browser.openStore(name);
  (await createEngine({ store })).upsert(RECORDS, { now: NOW });
  await store.close();
  const { put, add } = IDBObjectStore.prototype;
  t.after(() => Object.assign(IDBObjectStore.prototype, { put, add }));
  IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = function () {
    const request = put.call(this, 1, 'x');
    this.transaction.abort();
    return request;
  };
  const full = await browser.openStore(name, { language: 'en' });
  const engine = await createEngine({ store: full });
  assert.equal(total(engine), 2);
  engine.upsert([{ id: 'more', company: '无锡第一轴承有限公司' }], { now: NOW });
  await assert.rejects(full.flush(), { code: 'store/write_failed' });
  await full.close().catch(() => {});
});

test('browser: a store that was closed is free at once', async (t) => {
  withLocks(t);
  const store = await browser.openStore('again');
  await assert.rejects(browser.openStore('again'), { code: 'store/in_use' });
  await assert.rejects(browser.deleteStore('again', { language: 'en' }), { message: /is in use/ });
  await store.close();
  await browser.deleteStore('again');
});

test('browser: a database of somebody else is told in words', async () => {
  const opening = indexedDB.open('kehu:foreign', 1);
  await new Promise((opened) => {
    opening.onsuccess = opened;
  });
  opening.result.close();
  await assert.rejects(browser.openStore('foreign'), { code: 'store/open_failed' });
});

test('what cannot be read is an error of the package', async () => {
  const load = async () => {
    throw new Error('the disk is gone');
  };
  const store = new folder.Store({ load, append: load, replace: load, close: load }, { language: 'en' });
  await assert.rejects(createEngine({ store, language: 'en' }), {
    code: 'store/open_failed',
    message: 'the store could not be opened: the disk is gone',
  });
});

test('a write that fails is heard at the next flush, and nothing is written after it', async () => {
  let written = 0;
  const { Store } = folder;
  const store = new Store({
    load: async () => ({ snapshot: null, frames: [] }),
    append: async () => {
      written += 1;
      if (written === 2) throw new Error('disk full');
    },
    replace: async () => {},
    close: async () => {},
  });
  const engine = await createEngine({ store });
  for (const id of ['x', 'y', 'z']) engine.upsert([{ id, company: `${id}有限公司` }], { now: NOW });
  await assert.rejects(store.flush(), { code: 'store/write_failed', message: /disk full/ });
  assert.equal(written, 2);
});

test('after a write that failed a new snapshot holds all', async () => {
  /** @type {{snapshot: Uint8Array | null, frames: Uint8Array[]}} */
  const kept = { snapshot: null, frames: [] };
  let isFull = true;
  const { Store } = folder;
  const store = new Store(
    {
      load: async () => kept,
      append: async (frame) => {
        if (isFull) throw new Error('disk full');
        kept.frames.push(frame);
      },
      replace: async (snapshot) => {
        if (isFull) throw new Error('disk full');
        Object.assign(kept, { snapshot, frames: [] });
      },
      close: async () => {},
    },
    { language: 'en' },
  );
  const engine = await createEngine({ store });
  engine.upsert(RECORDS, { now: NOW });
  await assert.rejects(store.flush(), { code: 'store/write_failed' });
  assert.equal(store.failure?.code, 'store/write_failed');
  assert.equal(store.failure?.message, 'the store could not be written: disk full');
  await assert.rejects(store.compact(), { code: 'store/write_failed' });
  isFull = false;
  await assert.rejects(store.flush(), { code: 'store/write_failed' });
  await store.compact();
  assert.equal(store.failure, null);
  engine.upsert([{ id: 'more', company: '无锡轴承有限公司' }], { now: NOW });
  await store.flush();
  assert.equal(total(await createEngine({ snapshot: kept.snapshot, journal: Buffer.concat(kept.frames) })), 3);
});

test('frames: whole ones are read, damage ends the reading', () => {
  const payloads = [new Uint8Array(0), Uint8Array.of(1), new Uint8Array(300).fill(7)];
  const file = Buffer.concat(payloads.map(frameOf));
  assert.deepEqual(
    readFrames(file).frames.map((f) => [...f]),
    payloads.map((f) => [...f]),
  );
  for (let cut = 0; cut < file.length; cut += 1) {
    const { frames, length } = readFrames(file.subarray(0, cut));
    assert.ok(length <= cut && frames.length < 3);
    const flipped = Buffer.from(file);
    flipped[cut] ^= 0x10;
    assert.ok(readFrames(flipped).frames.length < 3, `flipped byte ${cut}`);
  }
});
