import { CustomerFile } from '../../lib/files.js';
import { Failure } from '../failure.js';
import { help } from '../help.js';
import { about, keepRejects, openEngine, rowsOf } from '../imports.js';
import { holdsLines, textOf } from '../input.js';
import { wholeLines } from '../lines.js';
import { timeOf } from '../options.js';
import { writeAll } from '../output.js';
import { importAll } from './customers.js';

const USAGE =
  'kehu segment CONDITION.json --customers OUT.ndjson|FILE.csv [--events E.csv]… [--now ISO] [--ids] [--rejects FILE] [-o FILE]';
const SUMMARY = { zh: '找出符合条件的客户', en: 'find the customers that meet a condition' };

/** @type {import('../commands.js').Command} */
export const segment = {
  name: 'segment',
  usage: USAGE,
  operands: ['CONDITION.json'],
  options: {
    customers: { type: 'string', multiple: true },
    events: { type: 'string', multiple: true },
    ids: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    rejects: { type: 'string' },
  },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['--customers FILE', 'kehu customers 的输出，或客户表格'],
      ['--events E.csv', '事件文件'],
      ['--ids', '每行一个客户编号，数量写到标准错误；否则输出 JSON'],
      ['-o, --output FILE', '结果（默认标准输出）'],
      ['--rejects FILE', '无法读取的行（默认 OUT.rejects.csv）'],
    ],
    en: [
      ['--customers FILE', 'what kehu customers wrote, or a customer table'],
      ['--events E.csv', 'events'],
      ['--ids', 'one customer id a line, the count on stderr; otherwise JSON'],
      ['-o, --output FILE', 'result (default: standard output)'],
      ['--rejects FILE', 'rows that could not be read (default OUT.rejects.csv)'],
    ],
  }),
  run,
};

/** @param {string[]} operands @param {any} values @param {import('../context.js').Context} context */
async function run([file], values, context) {
  const condition = await context.json(file);
  const customers = values.customers ?? [];
  if (customers.length === 0) throw new Failure('missing-option', { option: '--customers', usage: USAGE });
  const exports = await Promise.all(customers.map((/** @type {string} */ file) => holdsLines(file, context)));
  const exported = exports.every(Boolean);
  if (!exported && exports.some(Boolean)) throw new Failure('exports-and-tables', {});
  const { found, foundBad } = await (exported ? askExport : askTables)(condition, customers, values, context);
  if (values.ids) context.stderr.write(`${found.count}\n`);
  await writeAll(
    values.output,
    context,
    values.ids ? found.ids.map((/** @type {string} */ id) => `${id}\n`).join('') : `${JSON.stringify(found)}\n`,
  );
  return foundBad;
}

/** @param {any} condition @param {string[]} files @param {any} values @param {import('../context.js').Context} context */
async function askExport(condition, files, values, context) {
  if (values.events) throw new Failure('events-with-export', { file: files[0] });
  const customers = new CustomerFile(await context.ruleset(), context.language);
  for (const file of files) await feed(customers, file, context);
  const rejects = customers.finish();
  const rejected = rowsOf(rejects);
  await keepRejects({ rejected, rejects: [rejects] }, values, context);
  return { found: customers.segment(condition, timeOf(values)), foundBad: rejected > 0 };
}

/** @param {any} condition @param {string[]} files @param {any} values @param {import('../context.js').Context} context */
async function askTables(condition, files, values, context) {
  const engine = await openEngine(context, await context.ruleset());
  const now = timeOf(values);
  const bad = await importAll(engine, files, { kind: 'records', now }, context);
  const badEvents = await importAll(engine, values.events ?? [], { kind: 'events', now }, context);
  const rejected = bad.rejected + badEvents.rejected;
  await keepRejects({ rejected, rejects: [...bad.rejects, ...badEvents.rejects] }, values, context);
  return { found: engine.segment(condition, { now }), foundBad: rejected > 0 };
}

/** @param {CustomerFile} customers @param {string} file @param {import('../context.js').Context} context */
async function feed(customers, file, context) {
  try {
    for await (const lines of wholeLines(textOf(file, context, false))) customers.push(lines);
    // The last line of a file is none of the next one's.
    customers.push('\n');
  } catch (error) {
    throw about(error, file, context);
  }
}
