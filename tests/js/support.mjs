/** What the tests of the harness share. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as core from '../../pkg/dist/core.js';

const BIN = fileURLToPath(new URL('../../pkg/bin/kehu.js', import.meta.url));

export const NOW = '2026-03-01T09:00:00+08:00';

/** Two companies that nobody takes for one. */
export const RECORDS = [
  {
    id: 'a1',
    company: '深圳市腾讯计算机系统有限公司',
    mobile: '13912345678',
    email: 'lilei@yunfantech.cn',
    contact: '李雷',
  },
  {
    id: 'b1',
    company: '杭州阿里巴巴网络技术有限公司',
    mobile: '18612340987',
    email: 'han@qihang.com.cn',
    contact: '韩梅梅',
  },
];

/** The same customer as a record, entered anew. */
export const again = ({ id, ...record }) => record;

/** A CSV file of `rows` distinct companies. */
export function csvOf(rows) {
  const lines = Array.from(
    { length: rows },
    (_, i) => `r${i},苏州第${i}精密机械有限公司,139${String(10000000 + i * 37)}`,
  );
  return `id,公司名称,手机\n${lines.join('\n')}\n`;
}

/** A folder that is gone when the test is over. */
export async function scratch(test) {
  const folder = await mkdtemp(join(tmpdir(), 'kehu-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Overwrites the whole memory of the running instance, so that the next call traps in the real engine. */
export function ruinMemory() {
  const { memory } = core.initSync();
  new Uint8Array(memory.buffer).fill(0xff);
}

/** What a module script gives to `print`, run in a process of its own. */
export function printed(script) {
  const source = `const print = (value) => console.log(JSON.stringify(value));\n${script}`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' }));
}

/** Runs the command line; `input` goes to its standard input. */
export async function kehu(args, { input = '', cwd, env } = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', ...env },
  });
  const output = { stdout: [], stderr: [] };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => output[name].push(chunk));
  child.stdin.on('error', () => {}); // a command that fails early reads no input
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, stdout: Buffer.concat(output.stdout).toString(), stderr: Buffer.concat(output.stderr).toString() };
}

export { BIN };
