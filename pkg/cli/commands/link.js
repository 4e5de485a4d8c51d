import { help } from '../help.js';
import { importFile, keepRejects, openEngine } from '../imports.js';
import {
  conclude,
  importOptions,
  isTrained,
  linksOf,
  MATCHING_HELP,
  MATCHING_OPTIONS,
  rulesetWithModel,
  sayBlocking,
  sayTraining,
} from '../matching.js';
import { writeAll } from '../output.js';

const USAGE =
  'kehu link LEFT.csv RIGHT.csv -o PAIRS.csv [--id COL] [--ignore COL,…] [--links auto|one-to-one|one-to-many|many-to-one|many-to-many] [--truth COL] [--train | --untrained] [--model M.json] [--save-model M.json] [--blocking] [--rejects FILE]';
const SUMMARY = {
  zh: '找出两个文件之间指同一客户的记录',
  en: 'find the records of two files that are the same customer',
};

/** @type {import('../commands.js').Command} */
export const link = {
  name: 'link',
  usage: USAGE,
  operands: ['LEFT.csv', 'RIGHT.csv'],
  options: { ...MATCHING_OPTIONS, links: { type: 'string' } },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['-o, --output PAIRS.csv', 'id_l,id_r,match_weight,match_probability,decision（默认标准输出）'],
      [
        '--links KIND',
        '左右记录如何对应：auto（默认，由数据判断）、one-to-one、one-to-many、many-to-one、many-to-many',
      ],
      ...MATCHING_HELP.zh,
    ],
    en: [
      ['-o, --output PAIRS.csv', 'id_l,id_r,match_weight,match_probability,decision (default: standard output)'],
      [
        '--links KIND',
        'how many records one may be linked to: auto (default, as the data say), one-to-one, one-to-many, many-to-one, many-to-many',
      ],
      ...MATCHING_HELP.en,
    ],
  }),
  run,
};

/** @param {string[]} files @param {any} values @param {import('../context.js').Context} context */
async function run(files, values, context) {
  const links = linksOf(values.links);
  const trained = isTrained(values);
  const engine = await openEngine(context, await rulesetWithModel(values, context), { mode: 'link', links });
  const bad = { rejected: 0, rejects: /** @type {Uint8Array[]} */ ([]) };
  let last = /** @type {any} */ ({ blocking: [] });
  for (const [index, file] of files.entries()) {
    const { report, rejects } = await importFile(
      engine,
      file,
      { ...importOptions(values), source: ['left', 'right'][index] },
      context,
    );
    bad.rejected += report.rejected;
    if (rejects.length > 0) bad.rejects.push(rejects);
    last = report;
  }
  if (trained) last = engine.train();
  const pairs = engine.exportPairs();
  await writeAll(values.output, context, pairs);
  sayTraining(last.training, context);
  sayBlocking(last.blocking, values, context);
  if (last.links) context.say('said-links', { links: last.links.replaceAll('_', '-') });
  context.say('said-pairs', { matches: pairsOf(pairs, 'match'), reviews: pairsOf(pairs, 'review') });
  await conclude(engine, values, context);
  await keepRejects(bad, values, context);
  engine.free();
  return bad.rejected > 0;
}

/** How many pairs were written with a decision, which the number of links that a record may have is part of. @param {Uint8Array} csv
 *  @param {string} decision */
function pairsOf(csv, decision) {
  const lines = Buffer.from(csv.buffer, csv.byteOffset, csv.length);
  const end = `,${decision}\n`;
  let count = 0;
  for (let at = lines.indexOf(end); at >= 0; at = lines.indexOf(end, at + end.length - 1)) count += 1;
  return count;
}
