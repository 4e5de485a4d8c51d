// Kills a process at random moments while it imports into a folder. `KEHU_KILLS=1000` kills it so often.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../pkg/lib/inline.js';
import { openStore } from '../../pkg/lib/store-node.js';
import { NOW, scratch } from './support.mjs';

const KILLS = Number(process.env.KEHU_KILLS ?? 24);
/** Kills of one folder; then it begins anew, so that opening it stays quick. */
const LIFE = 25;
/** Rows of an import. */
const BATCH = 40;
const SELF = fileURLToPath(import.meta.url);

const lines = (head, line, from) => `${head}\n${Array.from({ length: BATCH }, (_, i) => line(from + i)).join('\n')}\n`;
const recordFile = (from) =>
  lines('id,公司名称,手机', (n) => `r${n},苏州第${n}精密机械有限公司,139${10000000 + n * 37}`, from);
const eventFile = (from) => lines('event_id,type,time,record_id', (n) => `e${n},visit,2026-01-01,r${n}`, from);

/** Says what is there, then imports batch after batch and says what is safe, until somebody ends it. */
async function write(folder) {
  const store = await openStore(folder);
  const engine = await createEngine({ store });
  const tell = (word) => {
    const { records, events } = engine.edition();
    process.stdout.write(`${word} ${records} ${events}\n`);
  };
  const add = async (kind, file) => {
    const job = engine.beginImport({ kind, source: 'crm', now: NOW });
    job.push(file);
    job.commit();
    await store.flush();
    tell('safe');
  };
  tell('open');
  for (let round = 1; ; round += 1) {
    await add('records', recordFile(engine.edition().records));
    await add('events', eventFile(engine.edition().events));
    if (round % 5 === 0) await store.compact();
  }
}

/** One life of the writer: what it found, and the last that it said was safe. */
async function killed(folder, after) {
  const child = spawn(process.execPath, [SELF, 'write', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, ...counts] = line.split(' ');
    told.push(counts.map(Number));
    if (word === 'open') setTimeout(() => child.kill('SIGKILL'), after);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  assert.equal(child.signalCode, 'SIGKILL', 'it ends only when it is killed');
  return { found: told[0], safe: told.at(-1) };
}

if (process.argv[2] === 'write') {
  await write(process.argv[3]);
} else {
  test(`${KILLS} kills: nothing that was safe is lost, and no half batch is there`, async (t) => {
    let [imports, unsaid] = [0, 0];
    for (let kill = 0; kill < KILLS; ) {
      const folder = await scratch(t);
      let safe = [0, 0];
      for (let life = 0; life < LIFE && kill < KILLS; life += 1, kill += 1) {
        const before = safe;
        const { found, safe: last } = await killed(folder, Math.random() * 250);
        found.forEach((count, kind) => {
          assert.ok(count >= before[kind], `kill ${kill}: ${count} of ${before[kind]}`);
          assert.equal(count % BATCH, 0, `kill ${kill}: half a batch`);
          unsaid += (count - before[kind]) / BATCH;
          imports += (last[kind] - count) / BATCH;
        });
        safe = last;
      }
      const store = await openStore(folder);
      const engine = await createEngine({ store });
      const { records, events, customers, waitingEvents } = engine.edition();
      assert.ok(records >= safe[0] && events >= safe[1]);
      assert.deepEqual([records % BATCH, events % BATCH], [0, 0]);
      assert.equal(customers, records, 'each company is there once');
      assert.equal(waitingEvents, Math.max(0, events - records));
      await store.close();
    }
    t.diagnostic(`${KILLS} kills, ${imports} imports acknowledged, ${unsaid} more safe without being acknowledged`);
  });
}
