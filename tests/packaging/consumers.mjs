/** What every consumer does with the package, whatever its host, and what must come out. */

export const NOW = '2026-03-01T09:00:00+08:00';

/** The body of a consumer: uses what its imports give and leaves `answer`. */
export const USE = `
const record = { id: 'a1', company: '深圳市腾讯计算机系统有限公司', mobile: '139 1234 5678', email: ' Li@Example.com ' };
const now = '${NOW}';
async function use(createEngine) {
  const engine = await createEngine({ ruleset: 'b2b-cn' });
  const cleaned = await engine.clean(record);
  await engine.upsert([record], { now });
  const job = await engine.beginImport({ now });
  const report = await job.run('id,公司名称,手机\\nb1,杭州阿里巴巴网络技术有限公司,18612340987\\n');
  const { total } = await engine.customers({ now });
  let code;
  try { await engine.customer('nobody', { now }); } catch (error) { code = error.code; }
  const verdict = (await engine.check({ ...record, id: undefined })).matches.length;
  engine.free();
  return { cleaned: typeof cleaned.record, rows: report.rows, total, code, verdict };
}
`;

export const EXPECTED = { cleaned: 'object', rows: 1, total: 2, code: 'customer/unknown', verdict: 1 };

/** A page script that uses the engine here, in a worker, and a store. */
export const PAGE = `
import { createEngine, normalize, schema, KehuError } from 'kehu';
import { createEngine as createWorkerEngine } from 'kehu/worker';
import { openStore } from 'kehu/store';
${USE}
async function useStore() {
  const name = 'page';
  const first = await openStore(name);
  const engine = await createEngine({ store: first });
  engine.upsert([record], { now });
  await first.close();
  const second = await openStore(name);
  const { total } = (await createEngine({ store: second })).customers({ now });
  await second.close();
  return total;
}
async function main() {
  let early;
  try { normalize('email', 'x'); } catch (error) { early = error instanceof KehuError && error.code; }
  const form = await schema.email()['~standard'].validate(' A@B.cn ');
  const here = await use(createEngine);
  const worker = await use(createWorkerEngine);
  return { early, form, here, worker, stored: await useStore(), email: normalize('email', ' Li@Example.com ').value };
}
main().then((result) => { globalThis.result = result; }, (error) => { globalThis.result = { failed: String(error.stack ?? error), code: error.code }; });
`;

export const PAGE_EXPECTED = {
  early: 'engine/not_initialized',
  form: { value: 'A@b.cn' },
  here: EXPECTED,
  worker: EXPECTED,
  stored: 1,
  email: 'Li@example.com',
};
