import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { COMMANDS } from '../../pkg/cli/commands.js';
import { rejectsBeside, sourcesOf } from '../../pkg/cli/imports.js';
import { wholeLines } from '../../pkg/cli/lines.js';
import { BIN, csvOf, kehu, NOW, scratch } from './support.mjs';

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );
const lines = (text) => text.trimEnd().split('\n');

/** A folder with the files that commands are tried on. */
async function bench(t) {
  const folder = await scratch(t);
  const files = {
    'good.csv': csvOf(20),
    'one-bad.csv': `${csvOf(20)}r20,多了,列,,,,,\n`,
    'empty.csv': '',
    'bytes.bin': gzipSync('x'.repeat(999)),
    'nul.csv': 'id,name\n1,a\0b\n',
    'list.csv': '[\n  {"id": "1", "company": "甲"}\n]\n',
    'objects.csv': '\ufeff{"id": "1", "company": "甲"}\n',
    'same-id.csv': 'id,公司名称\n1,甲科技有限公司\n1,乙贸易有限公司\n',
    'twins.csv': 'id,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n2,杭州云帆科技有限公司,13812345678\n',
    'book.xlsx': Buffer.from('504b0304140006000800', 'hex'),
    'bad.json': '{"all": [',
    'lines.json': 'no\nJSON\n',
    'lines.ndjson': '{"公司名称": "甲科技有限公司"}\n',
    'out.rejects.csv': csvOf(3),
    'condition.json': '{"field": "company", "op": "exists"}',
    'gb.csv': Buffer.from(
      '6964 2c b9ab cbbe c3fb b3c6 0a 31 2c c9ee dbda ccda d1b6 d3d0 cfde b9ab cbbe 0a'.replaceAll(' ', ''),
      'hex',
    ),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

for (const { name, operands } of COMMANDS) {
  test(`${name} --help says how, in both languages`, async () => {
    for (const lang of ['zh', 'en']) {
      const { code, stdout, stderr } = await kehu([name, '--help', '--lang', lang]);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, lang === 'zh' ? /用法：kehu/ : /Usage: kehu/);
      for (const operand of operands) assert.ok(stdout.includes(operand.split('.')[0]), operand);
      for (const option of Object.keys(COMMANDS.find((c) => c.name === name).options))
        assert.ok(stdout.includes(`--${option}`), option);
    }
  });
}

test('help COMMAND is COMMAND --help', async () => {
  assert.deepEqual(await kehu(['help', 'clean']), await kehu(['clean', '--help']));
  assert.match((await kehu(['help', 'claen'])).stderr, /no command “claen”/);
});

test('a language may stand before the command', async (t) => {
  const cwd = await bench(t);
  for (const first of [['--lang', 'zh'], ['--lang=zh']]) {
    const { code, stderr } = await kehu([...first, 'clean', 'good.csv', '-o', 'x.csv'], { cwd });
    assert.equal(code, 0);
    assert.match(stderr, /20 行已清洗/);
    assert.ok(await exists(join(cwd, 'x.csv')));
  }
  assert.deepEqual(await kehu(['--help', 'clean', '--lang', 'zh']), await kehu(['--lang', 'zh', 'clean', '--help']));
});

test('the overview names every command; the language comes from the environment', async () => {
  const { code, stdout } = await kehu(['--help'], { env: { LANG: 'zh_CN.UTF-8' } });
  assert.equal(code, 0);
  for (const { name, summary } of COMMANDS) assert.ok(stdout.includes(name) && stdout.includes(summary.zh));
  assert.match((await kehu(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

const WRONG = [
  { args: [], says: /Usage/, lines: 99 },
  { args: ['nope'], says: /no command “nope”/ },
  { args: ['--nope'], says: /no command/ },
  { args: ['dedupe'], says: /missing FILE\.csv/ },
  { args: ['dedupe', 'good.csv', 'extra.csv'], says: /unexpected “extra\.csv”/ },
  { args: ['dedupe', 'good.csv', '--nope'], says: /--nope/ },
  { args: ['dedupe', 'good.csv', '-o'], says: /output/ },
  { args: ['dedupe', 'missing.csv'], says: /no such file: missing\.csv/ },
  { args: ['dedupe', '.'], says: /is a folder/ },
  { args: ['dedupe', 'empty.csv'], says: /empty\.csv is empty/ },
  { args: ['dedupe', 'good.csv', '--id', 'nope'], says: /good\.csv: there is no column “nope”/ },
  { args: ['clean', 'good.csv', '--lang', 'fr'], says: /--lang must be zh or en, not fr/ },
  { args: ['normalize', 'date', '--reference-date', 'soon'], says: /--reference-date is not an ISO 8601 time: soon/ },
  { args: ['normalize', 'date', '--now', 'soon'], says: /--now is not an ISO 8601 time: soon/ },
  {
    args: ['normalize', 'phone', '--country', 'us'],
    says: /country: expected two capitals of a country \(ISO 3166\), got "us"/,
  },
  {
    args: ['normalize', 'phone', '--country', 'ZZ'],
    says: /country: expected two capitals of a country \(ISO 3166\), got "ZZ"/,
  },
  { args: ['dedupe', 'bytes.bin'], says: /bytes\.bin is a binary file/ },
  { args: ['clean', 'nul.csv'], says: /binary/ },
  { args: ['dedupe', 'list.csv'], says: /list\.csv is JSON, not a table/ },
  { args: ['clean', 'objects.csv', '--lang', 'zh'], says: /objects\.csv 是 JSON，不是表格/ },
  { args: ['clean', 'lines.ndjson'], says: /lines\.ndjson is JSON; this command takes tables/ },
  { args: ['clean', '-'], says: /^kehu: standard input is empty/ },
  { args: ['customers', '-', '--events', '-'], says: /standard input \(-\) can be read once/ },
  { args: ['customers', 'good.csv', '--purpose', 'marketing'], says: /--purpose goes with --role/ },
  { args: ['clean', 'good.csv', '--mapping', 'lines.json'], says: /lines\.json is not valid JSON/ },
  { args: ['clean', 'book.xlsx'], says: /Excel/ },
  { args: ['clean', 'book.xlsx', '--lang', 'zh'], says: /Excel 工作簿/ },
  { args: ['dedupe', 'good.csv', '--id', 'nope'], says: /nope.*id.*公司名称.*手机/ },
  { args: ['dedupe', 'good.csv', '--ruleset', 'nope'], says: /neither a file nor a preset.*b2b-cn/ },
  { args: ['dedupe', 'good.csv', '--ruleset', 'bad.json'], says: /bad\.json is not valid JSON/ },
  { args: ['dedupe', 'good.csv', '-o', 'good.csv'], says: /overwrite/ },
  { args: ['dedupe', 'good.csv', '-o', 'x.csv', '--rejects', 'good.csv'], says: /overwrite/ },
  { args: ['dedupe', 'good.csv', '-o', 'x.csv', '--pairs', './x.csv'], says: /two outputs.*x\.csv/ },
  { args: ['dedupe', 'good.csv', '--pairs', '-'], says: /two outputs/ },
  { args: ['clean', 'good.csv', '-o', 'x.csv', '--report', 'x.csv'], says: /two outputs/ },
  { args: ['clean', 'out.rejects.csv', '-o', 'out.csv'], says: /overwrite/ },
  { args: ['segment', 'condition.json', '--customers', 'good.csv', '-o', 'good.csv'], says: /overwrite/ },
  { args: ['segment', 'condition.json', '--customers', 'good.csv', '-o', 'condition.json'], says: /overwrite/ },
  { args: ['dedupe', 'good.csv', '-o', 'condition.json', '--ruleset', 'condition.json'], says: /overwrite/ },
  { args: ['dedupe', 'good.csv', '-o', 'condition.json', '--model', 'condition.json'], says: /overwrite/ },
  { args: ['clean', 'good.csv', '-o', 'condition.json', '--mapping', './condition.json'], says: /overwrite/ },
  {
    args: ['clean', 'good.csv', '--save-mapping', 'condition.json', '--previous', 'condition.json'],
    says: /overwrite/,
  },
  { args: ['clean', 'good.csv', '--report', ''], says: /--report needs a value;/ },
  { args: ['clean', 'good.csv', '-o', ''], says: /-o needs a value;/ },
  { args: ['dedupe', 'good.csv', '--ignore', 'id', '--ignore', '手机'], says: /--ignore can be given once only;/ },
  { args: ['dedupe', 'good.csv', '--ignore', 'id', '--ignore=手机', '--lang', 'zh'], says: /--ignore 只能给一次；/ },
  { args: ['--lang', 'zh', 'claen', 'good.csv'], says: /没有命令“claen”/ },
  { args: ['--help', 'claen'], says: /no command “claen”/ },
  { args: ['dedupe', 'good.csv', '--train', '--untrained'], says: /either --train or --untrained/ },
  { args: ['dedupe', 'good.csv', '--nope', '--lang', 'zh'], says: /没有选项 --nope；/ },
  { args: ['dedupe', 'good.csv', '--pairs', '--lang', 'zh'], says: /--pairs 缺少值；/ },
  { args: ['dedupe', 'good.csv', '--strict=1'], says: /--strict takes no value;/ },
  { args: ['dedupe', 'good.csv', '--ruleset', 'lines.json'], says: /lines\.json is not valid JSON/ },
  { args: ['normalize', 'date', '--reference-date', '2026-02-31'], says: /--reference-date is not/ },
  { args: ['dedupe', 'good.csv', '-o', 'good.csv/x'], says: /cannot write/ },
  { args: ['dedupe', 'good.csv', '--now', 'yesterday'], says: /--now is not an ISO 8601 time: yesterday/ },
  { args: ['dedupe', 'good.csv', '--now', '2026-02-30T99:00'], says: /--now/ },
  { args: ['normalize'], says: /missing KIND/ },
  { args: ['normalize', 'nope'], says: /no kind “nope”.*phone email/ },
  { args: ['segment', 'condition.json'], says: /missing --customers/ },
  { args: ['segment', 'bad.json', '--customers', 'good.csv'], says: /not valid JSON/ },
  { args: ['segment', 'missing.json', '--customers', 'good.csv'], says: /no such file/ },
  {
    args: ['segment', 'condition.json', '--customers', 'x.ndjson', '--events', 'good.csv'],
    says: /--events goes with a customer table/,
  },
  { args: ['link', 'good.csv'], says: /missing RIGHT\.csv/ },
  { args: ['sample', '-o', 'x'], says: /--companies/ },
  { args: ['sample', '--companies', '0', '-o', 'x'], says: /at least 1/ },
  { args: ['sample', '--companies', '5'], says: /missing -o/ },
];

for (const { args, says, lines: most = 1 } of WRONG) {
  test(`a wrong command is one clear line and exit 2: kehu ${args.join(' ')}`, async (t) => {
    const cwd = await bench(t);
    const before = await readdir(cwd);
    const { code, stdout, stderr } = await kehu(args, { cwd });
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, says);
    assert.ok(lines(stderr).length <= most, stderr);
    assert.deepEqual(await readdir(cwd), before, 'leaves nothing behind');
  });
}

test('normalize: one answer a line, in order, whatever the line ends', async () => {
  const { code, stdout } = await kehu(['normalize', 'email'], { input: 'A@b.cn\r\n\r\nnobody\nc@d.cn' });
  const statuses = lines(stdout).map((line) => JSON.parse(line));
  assert.equal(code, 0);
  assert.deepEqual(
    statuses.map(({ value }) => value),
    ['A@b.cn', null, null, 'c@d.cn'],
  );
  assert.equal((await kehu(['normalize', 'email', '--strict'], { input: 'nobody\n' })).code, 1);
  assert.equal((await kehu(['normalize', 'email', '--strict'], { input: 'a@b.cn\n' })).code, 0);
  assert.equal((await kehu(['normalize', 'email'])).stdout, '');
});

test('normalize --jsonl: values may hold line ends', async () => {
  const { stdout } = await kehu(['normalize', 'text', '--jsonl'], { input: '"a\\nb"\n' });
  assert.equal(JSON.parse(stdout).input, 'a\nb');
});

test('normalize reads GB18030', async () => {
  const { stdout } = await kehu(['normalize', 'text'], { input: Buffer.from('b9abcbbe0a', 'hex') });
  assert.equal(JSON.parse(stdout).input, '公司');
});

test('a reader that has seen enough ends the command quietly', async () => {
  const child = spawn(process.execPath, [BIN, 'normalize', 'text']);
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.write('x\n'.repeat(2_000_000));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.stdin.end();
  const [code] = await once(child, 'close');
  assert.deepEqual([code, Buffer.concat(errors).toString()], [0, '']);
});

test('clean: the table, the report, and the rows that could not be read', async (t) => {
  const cwd = await bench(t);
  const { code, stderr } = await kehu(['clean', 'one-bad.csv', '-o', 'deep/out.csv', '--report', 'r.json'], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /20 rows cleaned/);
  assert.match(stderr, /1 row could not be read, see deep\/out\.rejects\.csv/);
  assert.equal(lines(await readFile(join(cwd, 'deep/out.csv'), 'utf8')).length, 21);
  assert.match(await readFile(join(cwd, 'deep/out.rejects.csv'), 'utf8'), /22,.*多了/);
  assert.equal(JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8')).rows, 20);
  assert.equal((await kehu(['clean', 'one-bad.csv', '--strict'], { cwd })).code, 1);
  assert.equal((await kehu(['clean', 'good.csv', '--strict', '-o', 'g.csv'], { cwd })).code, 0);
  assert.equal(await exists(join(cwd, 'g.rejects.csv')), false);
});

test('what is no file is written to as it is, and a link stays a link', {
  skip: process.platform === 'win32' && 'there are no pipes by name',
  timeout: 60_000,
}, async (t) => {
  const folder = await bench(t);
  const [pipe, link, target] = ['pipe', 'link.csv', 'target.csv'].map((name) => join(folder, name));
  execFileSync('mkfifo', [pipe]);
  const reader = readFile(pipe, 'utf8');
  assert.equal((await kehu(['clean', 'good.csv', '-o', 'pipe'], { cwd: folder })).code, 0);
  assert.equal(lines(await reader).length, 21);
  assert.ok((await lstat(pipe)).isFIFO());
  await writeFile(target, 'old');
  await symlink(target, link);
  assert.equal((await kehu(['clean', 'good.csv', '-o', 'link.csv'], { cwd: folder })).code, 0);
  assert.ok((await lstat(link)).isSymbolicLink());
  assert.equal(lines(await readFile(target, 'utf8')).length, 21);
});

test('a folder that nobody can make is told, not waited for', { timeout: 60_000 }, async (t) => {
  const cwd = await bench(t);
  await writeFile(join(cwd, 'file'), '');
  for (const folder of ['file/within', ...(process.platform === 'linux' ? ['/proc/nope'] : [])]) {
    const { code, stderr } = await kehu(['sample', '--companies', '3', '-o', folder], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /cannot write .*customers\.csv: E[A-Z]+/);
  }
});

test('what lies beside an output under any name of ours stays, be it the input', async (t) => {
  const cwd = await bench(t);
  await writeFile(join(cwd, 'got.csv.part'), csvOf(3));
  const { code, stderr } = await kehu(['clean', 'got.csv.part', '-o', 'got.csv'], { cwd });
  assert.equal(code, 0, stderr);
  assert.equal(await readFile(join(cwd, 'got.csv.part'), 'utf8'), csvOf(3));
  assert.equal(lines(await readFile(join(cwd, 'got.csv'), 'utf8')).length, 4);
});

test('a command that is stopped leaves no half of a file', { skip: process.platform === 'win32' }, async (t) => {
  const cwd = await scratch(t);
  const child = spawn(process.execPath, [BIN, 'normalize', 'phone', '-o', 'o.ndjson'], { cwd });
  child.stdin.write('13812345678\n'.repeat(10_000));
  while ((await readdir(cwd)).length === 0) await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGINT');
  assert.deepEqual(await readdir(cwd), []);
});

test('a reader that leaves early ends a command, but costs no file and no verdict', async (t) => {
  const cwd = await bench(t);
  const left = async (args) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd });
    child.stdout.destroy();
    child.stderr.destroy();
    return (await once(child, 'exit'))[0];
  };
  assert.equal(await left(['clean', 'one-bad.csv', '--report', 'r.json', '--rejects', 'rejects.csv']), 0);
  assert.equal(JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8')).rejected, 1);
  assert.equal(lines(await readFile(join(cwd, 'rejects.csv'), 'utf8')).length, 2);
  assert.equal(await left(['dedupe', 'one-bad.csv', '--strict']), 1);
  for (const args of [['--help'], ['clean', 'good.csv'], ['customers', 'good.csv']]) assert.equal(await left(args), 0);
  assert.equal(await left(['clean', 'missing.csv']), 2);
});

test('a file that is read and written anew may be one', async (t) => {
  const cwd = await bench(t);
  const args = ['clean', 'good.csv', '-o', 'o.csv', '--report', 'r.json', '--save-mapping', 'm.json'];
  assert.equal((await kehu(args, { cwd })).code, 0);
  assert.equal((await kehu([...args, '--previous', 'r.json', '--mapping', 'm.json'], { cwd })).code, 0);
});

test('two files of one name do not overwrite each other', async (t) => {
  const cwd = await bench(t);
  for (const [folder, company] of Object.entries({ a: '苏州第一精密机械有限公司', b: '无锡第二轴承有限公司' })) {
    await mkdir(join(cwd, folder));
    await writeFile(join(cwd, folder, 'list.csv'), `公司名称\n${company}\n`);
  }
  const { code, stdout } = await kehu(['customers', 'a/list.csv', 'b/list.csv', '--now', NOW], { cwd });
  assert.equal(code, 0);
  assert.equal(lines(stdout).length, 2);
});

test('errors are said in the language of the command line', async (t) => {
  const cwd = await bench(t);
  const said = async (lang) =>
    (await kehu(['customers', 'good.csv', '--role', 'nobody', '--now', NOW, '--lang', lang], { cwd })).stderr;
  assert.match(await said('zh'), /没有角色/);
  assert.match(await said('en'), /no role/);
});

test('a link to an input is that input, and devices take any number of outputs', async (t) => {
  const cwd = await bench(t);
  await symlink('good.csv', join(cwd, 'link.csv'));
  assert.match((await kehu(['clean', 'good.csv', '-o', 'link.csv'], { cwd })).stderr, /overwrite/);
  const { code } = await kehu(['dedupe', 'good.csv', '-o', '/dev/null', '--pairs', '/dev/null'], { cwd });
  assert.equal(code, 0);
});

test('one row is not told as several', async (t) => {
  const cwd = await bench(t);
  await writeFile(join(cwd, 'one.csv'), csvOf(1));
  assert.match((await kehu(['clean', 'one.csv', '-o', 'x.csv'], { cwd })).stderr, /^1 row cleaned/);
  assert.match((await kehu(['dedupe', 'one.csv', '-o', 'x.csv'], { cwd })).stderr, /^1 row, 1 customer$/m);
});

test('the usage of a command names all its options', () => {
  for (const { name, usage, options } of COMMANDS)
    for (const [option, { short }] of Object.entries(options))
      assert.ok(
        usage.includes(`--${option}`) || (short && new RegExp(`-${short}\\b`).test(usage)),
        `${name} --${option}`,
      );
});

test('dedupe: every record is in one cluster; pairs, model and figures where asked for', async (t) => {
  const cwd = await bench(t);
  const args = [
    'dedupe',
    'good.csv',
    '-o',
    'c.csv',
    '--id',
    'id',
    '--truth',
    '手机',
    '--pairs',
    'p.csv',
    '--save-model',
    'm.json',
    '--now',
    NOW,
  ];
  const { code, stderr } = await kehu(args, { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /20 rows, 20 customers/);
  assert.match(stderr, /pairwise: precision .*\n.*B-cubed: precision/);
  const [header, ...rows] = lines(await readFile(join(cwd, 'c.csv'), 'utf8'));
  assert.equal(header, 'id,cluster_id');
  assert.equal(new Set(rows.map((row) => row.split(',')[0])).size, 20);
  assert.match(await readFile(join(cwd, 'p.csv'), 'utf8'), /^id_l,id_r,match_weight,match_probability,decision\n/);
  const again = await kehu(
    ['dedupe', 'good.csv', '-o', 'c2.csv', '--id', 'id', '--truth', '手机', '--model', 'm.json'],
    { cwd },
  );
  assert.equal(again.code, 0, again.stderr);
  assert.equal(await readFile(join(cwd, 'c2.csv'), 'utf8'), await readFile(join(cwd, 'c.csv'), 'utf8'));
});

test('dedupe reads GB18030 and writes to standard output', async (t) => {
  const cwd = await bench(t);
  const { code, stdout } = await kehu(['dedupe', 'gb.csv', '--id', 'id'], { cwd });
  assert.deepEqual([code, lines(stdout).length], [0, 2]);
});

test('rows that replace others are told, as nothing is lost silently', async (t) => {
  const cwd = await bench(t);
  const { code, stderr } = await kehu(['dedupe', 'same-id.csv', '-o', 'o.csv'], { cwd });
  assert.equal(code, 0);
  assert.match(stderr, /^same-id\.csv: 1 row replaced a record of the same source and id$/m);
});

test('link counts the pairs that it writes', async (t) => {
  const cwd = await bench(t);
  const { stdout, stderr } = await kehu(['link', 'twins.csv', 'twins.csv', '--links', 'one-to-one'], { cwd });
  const decisions = lines(stdout).map((line) => line.split(',').at(-1));
  assert.deepEqual(decisions.toSorted(), ['decision', 'match', 'match', 'review', 'review']);
  assert.match(stderr, /^2 matching pairs, 2 to review$/m);
});

test('link: pairs of two files', async (t) => {
  const cwd = await bench(t);
  const { code, stdout, stderr } = await kehu(['link', 'good.csv', 'one-bad.csv', '--id', 'id', '--rejects', 'r.csv'], {
    cwd,
  });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^id_l,id_r,match_weight,match_probability,decision\n/);
  assert.match(await readFile(join(cwd, 'r.csv'), 'utf8'), /22,/);
});

test('customers, then segment on what it wrote and on the table itself', async (t) => {
  const cwd = await bench(t);
  const { code, stderr } = await kehu(['customers', 'good.csv', '--now', NOW, '-o', 'o.ndjson'], { cwd });
  assert.equal(code, 0, stderr);
  const customers = lines(await readFile(join(cwd, 'o.ndjson'), 'utf8')).map((line) => JSON.parse(line));
  assert.equal(customers.length, 20);
  for (const file of ['o.ndjson', 'good.csv']) {
    const found = JSON.parse(
      (await kehu(['segment', 'condition.json', '--customers', file, '--now', NOW], { cwd })).stdout,
    );
    assert.equal(found.count, 20);
    assert.deepEqual(found.ids.sort(), customers.map(({ id }) => id).sort());
  }
  const ids = await kehu(['segment', 'condition.json', '--customers', 'o.ndjson', '--now', NOW, '--ids'], { cwd });
  assert.deepEqual([lines(ids.stdout).length, ids.stderr], [20, '20\n']);
});

test('sample: the same seed gives the same files', {
  skip: !(await exists(new URL('../../pkg/dist/sample.wasm', import.meta.url))),
}, async (t) => {
  const cwd = await scratch(t);
  for (const out of ['a', 'b'])
    assert.equal((await kehu(['sample', '--companies', '20', '--seed', '7', '-o', out], { cwd })).code, 0);
  for (const name of ['customers.csv', 'events.csv', 'truth.csv']) {
    const [a, b] = await Promise.all(['a', 'b'].map((out) => readFile(join(cwd, out, name), 'utf8')));
    assert.ok(a.length > 100 && a === b, name);
  }
});

test('progress is told where asked for', async (t) => {
  const cwd = await bench(t);
  assert.match(
    (await kehu(['dedupe', 'good.csv', '--id', 'id', '--progress'], { cwd })).stderr,
    /reading|training|indexing|matching|done/,
  );
  assert.match(
    (await kehu(['dedupe', 'good.csv', '--id', 'id'], { cwd })).stderr,
    /^too few of the 20 records .*\n20 rows, 20 customers\n$/,
  );
});

test('a file of 20 MB streams through', async (t) => {
  const cwd = await scratch(t);
  await writeFile(join(cwd, 'big.csv'), csvOf(400_000));
  const { code, stderr } = await kehu(['clean', 'big.csv', '-o', 'out.csv'], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /400000 rows cleaned/);
});

test('a table comes from standard input as from a file', async (t) => {
  const cwd = await bench(t);
  const input = await readFile(join(cwd, 'twins.csv'));
  for (const args of [['clean'], ['dedupe', '--untrained'], ['customers', '--now', NOW]]) {
    const [fromFile, fromStdin] = await Promise.all([
      kehu([...args, 'twins.csv'], { cwd }),
      kehu([...args, '-', '-o', '-'], { cwd, input }),
    ]);
    assert.equal(fromStdin.code, 0, fromStdin.stderr);
    if (args[0] === 'clean') assert.equal(fromStdin.stdout, fromFile.stdout);
    assert.equal(lines(fromStdin.stdout).length, lines(fromFile.stdout).length, args[0]);
  }
  const segment = ['segment', 'condition.json', '--customers', '-'];
  assert.match((await kehu(segment, { cwd, input })).stdout, /"count":1/);
  const { code, stderr } = await kehu(['clean', '-', '--lang', 'zh'], { cwd, input: '[{"a": 1}]' });
  assert.deepEqual([code, stderr], [2, 'kehu: 标准输入 是 JSON，不是表格；每行一个对象的文件请以 .ndjson 命名\n']);
});

test('lines of objects come from standard input as well', async (t) => {
  const cwd = await bench(t);
  const input = '{"id": "1", "公司名称": "杭州云帆科技有限公司"}\n{"id": "2", "公司名称": "南京丰翔水务有限公司"}\n';
  const written = await kehu(['customers', '-', '--now', NOW], { cwd, input });
  assert.equal(lines(written.stdout).length, 2, written.stderr);
  const segment = ['segment', 'condition.json', '--customers', '-', '--now', NOW];
  assert.match((await kehu(segment, { cwd, input: written.stdout })).stdout, /"count":2/);
  assert.match((await kehu(segment, { cwd, input: `\ufeff${written.stdout}` })).stdout, /"count":2/);
  const dedupe = await kehu(['dedupe', '-', '--untrained'], { cwd, input: Buffer.from(input, 'utf16le') });
  assert.equal(lines(dedupe.stdout).length, 3, dedupe.stderr);
});

test('segment: a customer counts once, and exports do not go with tables', async (t) => {
  const cwd = await bench(t);
  await kehu(['customers', 'good.csv', '--now', NOW, '-o', 'o.ndjson'], { cwd });
  const text = (await readFile(join(cwd, 'o.ndjson'), 'utf8')).trimEnd();
  await writeFile(join(cwd, 'p.ndjson'), text);
  const segment = (...files) =>
    kehu(['segment', 'condition.json', '--now', NOW, ...files.flatMap((file) => ['--customers', file])], { cwd });
  for (const files of [
    ['o.ndjson', 'o.ndjson'],
    ['p.ndjson', 'o.ndjson'],
  ]) {
    const { stdout, stderr } = await segment(...files);
    assert.deepEqual([JSON.parse(stdout).count, stderr], [20, '']);
  }
  const { code, stderr } = await segment('o.ndjson', 'good.csv');
  assert.equal(code, 2);
  assert.match(stderr, /not both at once/);
});

test('files that differ in their ending alone are two sources', () => {
  assert.deepEqual(sourcesOf(['a.csv', 'b.csv']), ['a', 'b']);
  assert.deepEqual(sourcesOf(['x/a.csv', 'y/a.csv']), ['x/a', 'y/a']);
  assert.deepEqual(sourcesOf(['a.csv', 'a.ndjson', 'c.csv']), ['a.csv', 'a.ndjson', 'c']);
});

test('rejects of an earlier run do not stay beside a run without any', async (t) => {
  const cwd = await bench(t);
  await kehu(['clean', 'one-bad.csv', '-o', 'o.csv'], { cwd });
  assert.ok(await exists(join(cwd, 'o.rejects.csv')));
  await kehu(['clean', 'good.csv', '-o', 'o.csv'], { cwd });
  assert.equal(await exists(join(cwd, 'o.rejects.csv')), false);
  await kehu(['clean', 'good.csv', '-o', 'out.csv'], { cwd });
  assert.equal(await readFile(join(cwd, 'out.rejects.csv'), 'utf8'), csvOf(3), 'what is no file of rejects stays');
});

test('tables in UTF-16 need no mark', async (t) => {
  const cwd = await bench(t);
  const text = await readFile(join(cwd, 'twins.csv'), 'utf8');
  const little = Buffer.from(text, 'utf16le');
  const { stdout } = await kehu(['clean', 'twins.csv'], { cwd });
  assert.equal((await kehu(['clean', '-'], { cwd, input: little })).stdout, stdout);
  assert.equal((await kehu(['clean', '-'], { cwd, input: Buffer.from(little).swap16() })).stdout, stdout);
});

test('rejects lie beside the output, but not beside a device', async () => {
  const cases = [
    ['out.csv', 'out.rejects.csv'],
    ['a.b/out', 'a.b/out.rejects.csv'],
    ['o.ndjson', 'o.rejects.csv'],
    ['-', undefined],
    ['/dev/null', undefined],
    [undefined, undefined],
  ];
  for (const [output, expected] of cases) assert.equal(await rejectsBeside(output), expected);
});

test('lines are cut after line ends only', async () => {
  const collect = async (chunks) => {
    const out = [];
    for await (const part of wholeLines(chunks.map((chunk) => Buffer.from(chunk)))) out.push(part.toString());
    return out;
  };
  assert.deepEqual(await collect(['a\nb', 'c', '\n', 'd']), ['a\n', 'bc\n', 'd']);
  assert.deepEqual(await collect(['', '\n\n']), ['\n\n']);
  assert.deepEqual(await collect([]), []);
});
