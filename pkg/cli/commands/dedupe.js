import { help } from '../help.js';
import { importFile, keepRejects, openEngine } from '../imports.js';
import {
  conclude,
  importOptions,
  isTrained,
  MATCHING_HELP,
  MATCHING_OPTIONS,
  rulesetWithModel,
  sayBlocking,
  sayTraining,
} from '../matching.js';
import { writeAll } from '../output.js';

const USAGE =
  'kehu dedupe FILE.csv -o CLUSTERS.csv [--id COL] [--pairs P.csv] [--ignore COL,…] [--truth COL] [--train | --untrained] [--model M.json] [--save-model M.json] [--blocking] [--rejects FILE]';
const SUMMARY = { zh: '找出一个文件中指同一客户的记录', en: 'find the records of one file that are the same customer' };

/** @type {import('../commands.js').Command} */
export const dedupe = {
  name: 'dedupe',
  usage: USAGE,
  operands: ['FILE.csv'],
  options: { ...MATCHING_OPTIONS, pairs: { type: 'string' } },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['-o, --output CLUSTERS.csv', 'id,cluster_id（默认标准输出）'],
      ['--pairs P.csv', 'id_l,id_r,match_weight,match_probability,decision'],
      ...MATCHING_HELP.zh,
    ],
    en: [
      ['-o, --output CLUSTERS.csv', 'id,cluster_id (default: standard output)'],
      ['--pairs P.csv', 'id_l,id_r,match_weight,match_probability,decision'],
      ...MATCHING_HELP.en,
    ],
  }),
  run,
};

/** @param {string[]} operands @param {any} values @param {import('../context.js').Context} context */
async function run([file], values, context) {
  const engine = await openEngine(context, await rulesetWithModel(values, context), { mode: 'dedupe' });
  const options = { ...importOptions(values), train: isTrained(values) };
  const { report, rejects } = await importFile(engine, file, options, context);
  await writeAll(values.output, context, engine.exportClusters());
  if (values.pairs) await writeAll(values.pairs, context, engine.exportPairs());
  sayTraining(report.training, context);
  sayBlocking(report.blocking, values, context);
  context.say('said-customers', report);
  await conclude(engine, values, context);
  await keepRejects({ rejected: report.rejected, rejects: [rejects] }, values, context);
  engine.free();
  return report.rejected > 0;
}
