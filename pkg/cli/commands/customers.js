import { Failure } from '../failure.js';
import { help } from '../help.js';
import { importFile, keepRejects, openEngine, sourcesOf } from '../imports.js';
import { timeOf } from '../options.js';
import { writeOutput } from '../output.js';

const USAGE =
  'kehu customers FILE.csv… [--events E.csv]… [--now ISO] [--id COL] [--role R] [--purpose P] [--rejects FILE] -o OUT.ndjson';
const SUMMARY = {
  zh: '合并多个来源，输出每个客户的全貌',
  en: 'merge sources and tell all that is known of each customer',
};
const PAGE = 500;

/** @type {import('../commands.js').Command} */
export const customers = {
  name: 'customers',
  usage: USAGE,
  operands: ['FILE.csv'],
  rest: true,
  options: {
    output: { type: 'string', short: 'o' },
    events: { type: 'string', multiple: true },
    id: { type: 'string' },
    purpose: { type: 'string' },
    rejects: { type: 'string' },
    role: { type: 'string' },
  },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['-o, --output OUT.ndjson', '每行一个客户（默认标准输出）'],
      ['--events E.csv', '事件文件，可重复'],
      ['--id COL', '记录编号所在的列'],
      ['--role R', '按角色脱敏'],
      ['--purpose P', '使用目的'],
      ['--rejects FILE', '无法读取的行（默认 OUT.rejects.csv）'],
    ],
    en: [
      ['-o, --output OUT.ndjson', 'one customer a line (default: standard output)'],
      ['--events E.csv', 'events; may be given more than once'],
      ['--id COL', 'column of the record id'],
      ['--role R', 'mask for a role'],
      ['--purpose P', 'purpose of use'],
      ['--rejects FILE', 'rows that could not be read (default OUT.rejects.csv)'],
    ],
  }),
  run,
};

/** @param {string[]} files @param {any} values @param {import('../context.js').Context} context */
async function run(files, values, context) {
  const events = values.events ?? [];
  const now = timeOf(values);
  // Without a role everything is shown, whatever it is for: whoever names a purpose alone would take that for masked.
  if (values.purpose && !values.role) throw new Failure('needs-option', { option: '--purpose', other: '--role' });
  const engine = await openEngine(context, await context.ruleset());
  const bad = await importAll(engine, files, { kind: 'records', id: values.id, now }, context);
  const badEvents = await importAll(engine, events, { kind: 'events', now }, context);
  const view = { now, role: values.role, purpose: values.purpose };
  const { total } = engine.customers({ ...view, limit: 0 });
  await writeOutput(values.output, context, (output) => exportAll(engine, total, view, output));
  context.say('said-customers', { rows: bad.rows, customers: total });
  const rejected = bad.rejected + badEvents.rejected;
  await keepRejects({ rejected, rejects: [...bad.rejects, ...badEvents.rejects] }, values, context);
  engine.free();
  return rejected > 0;
}

/** @param {any} engine @param {number} total @param {object} view @param {import('../output.js').Output} output */
async function exportAll(engine, total, view, output) {
  for (let offset = 0; offset < total; offset += PAGE) await output.write(engine.exportCustomers(offset, PAGE, view));
}

/** Imports one file after another. @param {any} engine @param {string[]} files @param {object} options
 *  @param {import('../context.js').Context} context */
export async function importAll(engine, files, options, context) {
  const sum = { rows: 0, rejected: 0, rejects: /** @type {Uint8Array[]} */ ([]) };
  const sources = sourcesOf(files);
  for (const [place, file] of files.entries()) {
    const { report, rejects } = await importFile(engine, file, { source: sources[place], ...options }, context);
    sum.rows += report.rows;
    sum.rejected += report.rejected;
    if (rejects.length > 0) sum.rejects.push(rejects);
  }
  return sum;
}
