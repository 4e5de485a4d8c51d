import { join } from 'node:path';
import { Failure } from '../failure.js';
import { help } from '../help.js';
import { timeOf, wholeNumber } from '../options.js';
import { Output } from '../output.js';
import { sampleChunks } from '../sample-data.js';

const USAGE = 'kehu sample --companies N [--seed S] -o DIR';
const SUMMARY = { zh: '生成一套带有标准答案的脏数据', en: 'make a dirty data set together with its truth' };
/** The day that the sample ends on unless `--now` says another, so that a seed gives the same data for ever. */
const AS_OF = '2026-06-30';
const FILES = /** @type {const} */ (['customers.csv', 'events.csv', 'truth.csv']);

/** @type {import('../commands.js').Command} */
export const sample = {
  name: 'sample',
  usage: USAGE,
  operands: [],
  options: { companies: { type: 'string' }, seed: { type: 'string' }, output: { type: 'string', short: 'o' } },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['--companies N', '公司数量'],
      ['--seed S', '随机种子（默认 1）；种子相同则数据相同'],
      ['-o, --output DIR', `写入 ${FILES.join('、')} 的文件夹`],
    ],
    en: [
      ['--companies N', 'number of companies'],
      ['--seed S', 'seed (default 1); the same seed gives the same data'],
      ['-o, --output DIR', `folder for ${FILES.join(', ')}`],
    ],
  }),
  run,
};

/** @param {string[]} _operands @param {any} values @param {import('../context.js').Context} context */
async function run(_operands, values, context) {
  const companies = wholeNumber(values, 'companies', 1);
  const seed = wholeNumber(values, 'seed', 0, 1);
  if (!values.output) throw new Failure('missing-option', { option: '-o', usage: USAGE });
  const files = FILES.map((name) => join(values.output, name));
  await writeFiles(
    files,
    sampleChunks({ companies, seed, asOf: new Date(values.now ? timeOf(values) : AS_OF) }),
    context,
  );
  context.say('said-sample', { files: files.join(' ') });
  return false;
}

/** Spreads the chunks over their files. @param {string[]} files @param {ReturnType<typeof sampleChunks>} chunks
 *  @param {import('../context.js').Context} context */
async function writeFiles(files, chunks, context) {
  /** @type {Output[]} */
  const outputs = [];
  try {
    for (const file of files) outputs.push(await Output.open(file, context));
    for await (const { file, chunk, done } of chunks) {
      await outputs[file].write(chunk);
      context.progress.show({ stage: 'writing', done, total: 1000 });
    }
    for (const output of outputs) await output.close();
  } catch (error) {
    for (const output of outputs) await output.discard();
    throw error;
  }
}
