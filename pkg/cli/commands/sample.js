import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { help } from '../help.js';
import { wholeNumber } from '../options.js';
import { writeAll } from '../output.js';
import { generate } from '../sample-data.js';

const USAGE = 'kehu sample --companies N [--seed S] -o DIR';
const SUMMARY = { zh: '生成一套带有标准答案的脏数据', en: 'make a dirty data set together with its truth' };
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
  await mkdir(values.output, { recursive: true }).catch((error) => {
    throw new Failure('cannot-write', { file: values.output, cause: error.code ?? error.message });
  });
  const contents = await generate(companies, seed);
  for (const [index, name] of FILES.entries()) await writeAll(join(values.output, name), context, contents[index]);
  context.say('said-sample', { files: FILES.map((name) => join(values.output, name)).join(' ') });
  return false;
}
