import { Cleaner } from '../../lib/files.js';
import { help } from '../help.js';
import { about, keepRejects } from '../imports.js';
import { textOf } from '../input.js';
import { assertApart, writeAll, writeOutput } from '../output.js';

const USAGE = 'kehu clean FILE.csv -o OUT.csv [--report R.json] [--rejects REJECTS.csv] [--display]';
const SUMMARY = { zh: '清洗一个客户表格并给出质量报告', en: 'clean a customer table and report its quality' };

/** @type {import('../commands.js').Command} */
export const clean = {
  name: 'clean',
  usage: USAGE,
  operands: ['FILE.csv'],
  options: {
    output: { type: 'string', short: 'o' },
    report: { type: 'string' },
    rejects: { type: 'string' },
    display: { type: 'boolean' },
  },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['-o, --output OUT.csv', '清洗后的表格（默认标准输出）'],
      ['--report R.json', '质量报告'],
      ['--rejects FILE', '无法读取的行（默认 OUT.rejects.csv）'],
      ['--display', '写出便于阅读的形式，而不是规范值'],
    ],
    en: [
      ['-o, --output OUT.csv', 'the cleaned table (default: standard output)'],
      ['--report R.json', 'the quality report'],
      ['--rejects FILE', 'rows that could not be read (default OUT.rejects.csv)'],
      ['--display', 'write the form to show to people, not the canonical value'],
    ],
  }),
  run,
};

/** @param {string[]} operands @param {any} values @param {import('../context.js').Context} context */
async function run([file], values, context) {
  assertApart(values.output, [file]);
  const form = values.display ? 'display' : 'value';
  const cleaner = new Cleaner(await context.ruleset(), { language: context.language, form });
  try {
    await writeOutput(values.output, context, (output) => pour(cleaner, file, output, context));
    const report = cleaner.report();
    if (values.report) await writeAll(values.report, context, `${JSON.stringify(report, null, 2)}\n`);
    context.say('said-cleaned', { rows: report.rows });
    const rejects = cleaner.rejects();
    const rejected = report.rejected ?? 0;
    await keepRejects({ rejected, rejects: [rejects] }, values, context);
    return rejected > 0 || report.fields.some((/** @type {any} */ field) => field.invalid > 0);
  } finally {
    cleaner.free();
  }
}

/** @param {import('../../lib/files.js').Cleaner} cleaner @param {string} file @param {import('../output.js').Output} output
 *  @param {import('../context.js').Context} context */
async function pour(cleaner, file, output, context) {
  let read = 0;
  try {
    for await (const chunk of textOf(file, context)) {
      await output.write(cleaner.push(chunk));
      read += chunk.length;
      context.progress.show({ stage: 'reading', done: read, total: 0 });
    }
    await output.write(cleaner.finish());
  } catch (error) {
    throw about(error, file);
  }
}
