import { normalizeLines } from '../../lib/inline.js';
import { KINDS } from '../../lib/schema.js';
import { Failure } from '../failure.js';
import { help } from '../help.js';
import { textOfStdin } from '../input.js';
import { wholeLines } from '../lines.js';
import { isoTime } from '../options.js';
import { writeOutput } from '../output.js';

const USAGE = 'kehu normalize KIND [--country CN] [--reference-date D] [--jsonl] [-o FILE] < values > results.ndjson';
const SUMMARY = { zh: '标准化一类字段的值，每行一个', en: 'normalize values of one kind, one a line' };
const INVALID = Buffer.from('"status":"invalid"');

/** @type {import('../commands.js').Command} */
export const normalize = {
  name: 'normalize',
  usage: USAGE,
  operands: ['KIND'],
  options: {
    country: { type: 'string' },
    jsonl: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    'reference-date': { type: 'string' },
  },
  summary: SUMMARY,
  help: help(USAGE, SUMMARY, {
    zh: [
      ['KIND', KINDS.join(' ')],
      ['--country CC', '未写明国家的值所属国家（默认 CN）'],
      ['--reference-date D', '补全无年份日期所用的日子'],
      ['--jsonl', '每行一个 JSON 字符串'],
      ['-o, --output FILE', '结果文件（默认标准输出）'],
    ],
    en: [
      ['KIND', KINDS.join(' ')],
      ['--country CC', 'country of values that name none (default CN)'],
      ['--reference-date D', 'day that completes dates without a year'],
      ['--jsonl', 'one JSON string a line'],
      ['-o, --output FILE', 'result (default: standard output)'],
    ],
  }),
  run,
};

/** @param {string[]} operands @param {any} values @param {import('../context.js').Context} context */
async function run([kind], values, context) {
  if (!(/** @type {readonly string[]} */ (KINDS).includes(kind)))
    throw new Failure('no-kind', { kind, kinds: KINDS.join(' ') });
  const options = {
    jsonl: values.jsonl,
    country: values.country,
    referenceDate: isoTime(values, 'reference-date') ?? isoTime(values, 'now')?.slice(0, 10),
  };
  normalizeLines(kind, '', options); // a wrong option is told before anything is read
  let foundBad = false;
  await writeOutput(values.output, context, async (output) => {
    for await (const lines of wholeLines(textOfStdin(context))) {
      const results = normalizeLines(kind, lines, options);
      foundBad ||= Buffer.from(results.buffer, results.byteOffset, results.length).includes(INVALID);
      await output.write(results);
    }
  });
  return foundBad;
}
