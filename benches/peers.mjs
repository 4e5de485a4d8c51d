// The usual JavaScript libraries side by side with the package, in one run: `node benches/peers.mjs FOLDER` with the
// `customers.csv` of `cargo xtask sample`. Values a second, the best of a few rounds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv } from 'node:process';
import { initSync, normalize, normalizeMany } from '../pkg/lib/slim.js';
import { columnOf, table } from './rows.mjs';

const require = createRequire(import.meta.url);
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');
const validator = require('validator');
const mailcheck = require('mailcheck');
const OpenCC = require('opencc-js');
const { pinyin } = require('pinyin-pro');
const parseAddress = require('zh-address-parse');
const { default: addressParse } = require('address-parse');

/** Values of each kind, and rounds of which the best counts. */
const VALUES = 10_000;
const ROUNDS = 4;

initSync(new WebAssembly.Module(readFileSync(new URL('../pkg/dist/kehu_bg.wasm', import.meta.url))));

const csv = readFileSync(join(argv[2], 'customers.csv'), 'utf8');
/** As many values as there are, from the start again where they do not suffice. */
const column = (name) => repeated(columnOf(csv, name).filter((value) => value !== ''));
const repeated = (values) => Array.from({ length: VALUES }, (_, index) => values[index % values.length]);

const companies = column('公司名称');
const toTraditional = OpenCC.Converter({ from: 'cn', to: 'twp' });
const toSimplified = OpenCC.Converter({ from: 'tw', to: 'cn' });

/** What is compared: ours takes the whole list, or one value; the others take one. */
const CASES = [
  {
    name: 'phone',
    kind: 'phone',
    values: column('手机'),
    peers: {
      'libphonenumber-js (max)': (value) => {
        const number = parsePhoneNumberFromString(value, 'CN');
        return number && [number.isValid(), number.number, number.formatInternational(), number.getType()];
      },
    },
  },
  {
    name: 'email',
    kind: 'email',
    values: column('邮箱'),
    peers: {
      'validator (isEmail + normalizeEmail)': (value) => validator.isEmail(value) && validator.normalizeEmail(value),
      mailcheck: (value) => mailcheck.run({ email: value }),
    },
  },
  {
    name: 'traditional to simplified',
    kind: 'text',
    parts: ['simplified'],
    values: companies.map((name) => toTraditional(name)),
    peers: { 'opencc-js': (value) => toSimplified(value) },
  },
  {
    name: 'pinyin',
    kind: 'text',
    parts: ['pinyin'],
    values: companies,
    peers: { 'pinyin-pro': (value) => pinyin(value, { toneType: 'none' }) },
  },
  {
    name: 'address',
    kind: 'address',
    parts: ['province', 'city', 'county', 'road', 'house'],
    values: column('详细地址'),
    peers: {
      'zh-address-parse': (value) => parseAddress(value, { type: 0 }),
      'address-parse': (value) => addressParse.parse(value),
    },
  },
];

/** Values a second of `work` on `count` values. */
function rate(count, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
    // A slow peer need not be waited for as often.
    if (best > 2_000) break;
  }
  return (count / best) * 1_000;
}

function each(values, work) {
  for (const value of values) work(value);
}

function measure({ name, kind, values, parts, peers }) {
  const bulk = rate(values.length, () => normalizeMany(kind, values, { parts }));
  const context = parts && { parts };
  const single = rate(values.length, () => each(values, (value) => normalize(kind, value, context)));
  return Object.entries(peers).map(([peer, run]) => {
    const theirs = rate(values.length, () => each(values, run));
    return { name, peer, theirs, bulk, single };
  });
}

console.log(table(CASES.flatMap(measure)));
