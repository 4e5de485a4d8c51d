import { Cleaner } from '../../lib/files.js';
import { help } from '../help.js';
import { about, keepRejects } from '../imports.js';
import { textOf } from '../input.js';
import { timeOf } from '../options.js';
import { writeAll, writeOutput } from '../output.js';

const USAGE =
  'kehu clean FILE.csv -o OUT.csv [--report R.json] [--previous OLD.json] [--mapping M.json] [--save-mapping M.json] [--fill] [--display] [--rejects REJECTS.csv]';
const SUMMARY = { zh: '清洗一个客户表格并给出质量报告', en: 'clean a customer table and report its quality' };

/** Differences from the batch before that are told one by one; the report tells all. */
const MOST_TOLD = 10;

/** @type {import('../commands.js').Command} */
export const clean = {
  name: 'clean',
  usage: USAGE,
  operands: ['FILE.csv'],
  options: {
    output: { type: 'string', short: 'o' },
    report: { type: 'string' },
    previous: { type: 'string' },
    mapping: { type: 'string' },
    'save-mapping': { type: 'string' },
    fill: { type: 'boolean' },
    rejects: { type: 'string' },
    display: { type: 'boolean' },
  },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['-o, --output OUT.csv', '清洗后的表格（默认标准输出）'],
      ['--report R.json', '质量报告：按字段、按来源'],
      ['--previous OLD.json', '上一批的质量报告，用来比较'],
      ['--mapping M.json', '每一列对应的字段'],
      ['--save-mapping M.json', '保存所用的列对应关系，可编辑后再用'],
      ['--fill', '空着的字段填入由其他字段推断的值'],
      ['--rejects FILE', '无法读取的行（默认 OUT.rejects.csv）'],
      ['--display', '写出便于阅读的形式，而不是规范值'],
    ],
    en: [
      ['-o, --output OUT.csv', 'the cleaned table (default: standard output)'],
      ['--report R.json', 'the quality report, by field and by source'],
      ['--previous OLD.json', 'the report of the batch before, to compare with'],
      ['--mapping M.json', 'which field each column means'],
      ['--save-mapping M.json', 'keep the mapping used, to be edited and given again'],
      ['--fill', 'give empty fields what follows from other fields'],
      ['--rejects FILE', 'rows that could not be read (default OUT.rejects.csv)'],
      ['--display', 'write the form to show to people, not the canonical value'],
    ],
  }),
  run,
};

/** @param {string[]} operands @param {any} values @param {import('../context.js').Context} context */
async function run([file], values, context) {
  const cleaner = new Cleaner(await context.ruleset(), await options(values, context));
  try {
    await writeOutput(values.output, context, (output) => pour(cleaner, file, output, context));
    return await finish(cleaner, values, context);
  } finally {
    cleaner.free();
  }
}

/** @param {any} values @param {import('../context.js').Context} context */
async function options(values, context) {
  return {
    language: context.language,
    form: values.display ? 'display' : 'value',
    fill: Boolean(values.fill),
    now: timeOf(values),
    mapping: values.mapping ? await context.json(values.mapping) : {},
    previous: values.previous ? await context.json(values.previous) : null,
  };
}

/** Says what was done and writes what was asked for. @param {Cleaner} cleaner @param {any} values
 *  @param {import('../context.js').Context} context */
async function finish(cleaner, values, context) {
  const report = cleaner.report();
  if (values.report) await writeAll(values.report, context, json(report));
  if (values['save-mapping']) await writeAll(values['save-mapping'], context, json(mappingOf(report)));
  const [before, after] = [report.score_before, report.score].map((score) => score.toFixed(1));
  context.say('said-cleaned', { rows: report.rows, before, after });
  const drift = report.drift ?? [];
  for (const { text } of drift.slice(0, MOST_TOLD)) context.say('said-drift', { text });
  if (drift.length > MOST_TOLD) context.say('said-more-drift', { more: drift.length - MOST_TOLD });
  const rejected = report.rejected ?? 0;
  await keepRejects({ rejected, rejects: [cleaner.rejects()] }, values, context);
  const isBad = (/** @type {any} */ { invalid, missing }) => invalid > 0 || missing > 0;
  return rejected > 0 || drift.length > 0 || report.fields.some(isBad);
}

/** The mapping as `--mapping` takes it, column by column. @param {any} report */
const mappingOf = (report) =>
  Object.fromEntries(report.mapping.map((/** @type {any} */ { column, ...target }) => [column, target]));

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** @param {import('../../lib/files.js').Cleaner} cleaner @param {string} file @param {import('../output.js').Output} output
 *  @param {import('../context.js').Context} context */
async function pour(cleaner, file, output, context) {
  let read = 0;
  try {
    for await (const chunk of textOf(file, context, true)) {
      await output.write(cleaner.push(chunk));
      read += chunk.length;
      context.progress.show({ stage: 'reading', done: read, total: 0 });
    }
    await output.write(cleaner.finish());
  } catch (error) {
    throw about(error, file, context);
  }
}
