import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { publint } from 'publint';
import { packedPackage, project, TOOLS, withTool } from './support.mjs';

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: (await packedPackage()).folder, pack: false, strict: true });
  assert.deepEqual(messages, []);
});

test('the types are right for every way of importing', async () => {
  const args = [
    (await packedPackage()).tarball,
    '--profile',
    'node16',
    '--exclude-entrypoints',
    'kehu_bg.wasm',
    'slim_bg.wasm',
    'fields_bg.wasm',
    'keys_bg.wasm',
    'sample.wasm',
    'worker-thread', // the script of a thread, which is started, not required
    'ruleset.schema.json',
    '--no-emoji',
    '--format',
    'ascii',
  ];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(TOOLS, '@arethetypeswrong/cli/dist/index.js'), ...args],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stdout + stderr);
  for (const line of stdout.split('\n').filter((text) => /^(node16|bundler)/.test(text))) assert.match(line, /: OK/);
});

const CONSUMER = `
import { createEngine, KehuError, normalize, normalizeMany, schema, type Engine, type Normalized, type ImportProgress, type StandardSchema } from 'kehu';
import { createEngine as createWorkerEngine, type WorkerEngine } from 'kehu/worker';
import { openStore } from 'kehu/store';
import * as slim from 'kehu/slim';
import region from 'kehu/packs/region';
import preset from 'kehu/packs/b2b-cn';
import type { RecordInput, Ruleset, TagDef } from 'kehu';

export async function main(): Promise<string | null> {
  const engine: Engine = await createEngine({ ruleset: 'b2b-cn', store: await openStore('x') });
  const { issues } = engine.clean({ company: 'x' });
  const texts: string[] = issues.map((issue) => issue.text);
  engine.upsert([{ id: '1' }], { now: new Date() });
  const job = engine.beginImport({ source: 'crm' });
  const progress: ImportProgress = job.push(new Uint8Array());
  await job.run(new Blob([]), { onProgress: ({ stage }) => stage === 'done', signal: AbortSignal.timeout(progress.done) });
  engine.decide('a', 'b', 'distinct');
  const far: WorkerEngine = await createWorkerEngine();
  const cleaned: string[] = (await far.clean({ company: 'x' })).issues.map((issue) => issue.field);
  const field: StandardSchema<string, string> = schema.phone();
  schema.record(far);
  await slim.init(new Uint8Array());
  slim.loadPacks(region);
  const done: Normalized = normalize('phone', texts.concat(cleaned).join(field['~standard'].vendor));
  const many: (string | null)[] = normalizeMany('phone', [done.value, 1], { parts: ['type'] }).parts.type ?? [];
  const lead: Lead = { id: '1', mobile: null, age: 3, since: new Date() };
  engine.check(engine.clean(lead).record);
  engine.upsert([lead]);
  engine.clean(new Sheet());
  await far.upsert([lead]);
  const due = engine.actions();
  engine.acknowledge([...due.rows, ...(due.control ?? [])]);
  await far.acknowledge(due.rows);
  engine.enrich('1', { fields: lead, source: 'register' });
  kept(engine, undefined, [lead, { id: '2' }] as const);
  engine[Symbol.dispose]();
  return many[0] ?? done.value;
}
/** What state containers give is read-only, and what was not chosen is undefined. */
function kept(engine: Engine, chosen: string | undefined, rows: readonly RecordInput[]): void {
  engine.upsert(rows, { source: chosen });
  engine.customers({ search: chosen, limit: undefined, role: chosen });
  engine.customer('x', { role: chosen, timeline: { types: ['order'] as const, from: chosen } });
  engine.merge(['a', 'b'] as const);
  engine.overlap({ sets: ['active', { field: 'city', op: 'exists' }] as const });
  const { condition } = engine.condition('city = "x"');
  engine.segment(condition, { limit: 0 });
  const columns = engine.suggestMapping(['x'] as const, [['y']] as const);
  engine.beginImport({ mapping: Object.fromEntries(columns.map(({ column, ...target }) => [column, target])) });
  engine.beginImport({ source: chosen, mapping: { a: 'company', b: null, c: { field: 'registered_capital', unit: '万元' } } });
}
const tag: TagDef = { id: 'x', name: { zh: 'x', en: 'x' }, when: { field: 'city', op: 'exists' } };
export const mine: Ruleset = { ...preset, id: 'mine', tags: [...(preset.tags ?? []), tag] };
export const opened = createEngine({ ruleset: mine, snapshot: undefined, language: undefined });
export const loose = createEngine({ ruleset: { id: 'json', version: '1', fields: [{ name: 'a', kind: 'phone' as string }] } });
// @ts-expect-error a slip in a ruleset
export const slip: Ruleset = { ...preset, segmets: [] };
// @ts-expect-error there is no such kind
export const odd: Ruleset = { ...preset, fields: [{ name: 'a', kind: 'fone' }] };
interface Lead { id: string; mobile: string | null; age: number; since: Date }
class Sheet { company = 'x'; }
export const isOurs = (error: unknown): boolean => error instanceof KehuError && error.retryable && error.code.includes('/');
// @ts-expect-error there is no such kind
normalize('nope', 'x');
export function mistakes(engine: Engine, form: FormData): void {
  // @ts-expect-error a list is no record
  engine.clean([{ company: 'x' }]);
  // @ts-expect-error a map is none
  engine.clean(new Map([['company', 'x']]));
  // @ts-expect-error a form's data neither
  engine.clean(form);
  // @ts-expect-error what is still to come has no fields
  engine.clean(Promise.resolve({ company: 'x' }));
  // @ts-expect-error a function is none
  engine.clean(() => 1);
  // @ts-expect-error a moment is none
  engine.clean(new Date());
  // @ts-expect-error a list is no condition
  engine.segment([]);
  // @ts-expect-error nor a predicate one
  engine.segment(() => true);
  // @ts-expect-error a list is no ruleset
  engine.previewRuleset([]);
  // @ts-expect-error a suggestion knows its column, a target does not
  engine.beginImport({ mapping: { a: { column: 'a', field: 'company' } } });
  // @ts-expect-error a text is none
  engine.upsert(['x']);
  // @ts-expect-error a slip of the finger
  engine.customers({ serch: 'x' });
}
`;

/** What a form team writes. The form's own packages are only checked, so their declarations are let be. */
const FORM = `
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { schema, type CleanRecord, type RecordCleaner } from 'kehu';
import type { Resolver } from 'react-hook-form';

interface Values { company: string; mobile?: string | undefined }
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

export const specified: StandardSchemaV1<string, string>[] = [schema.phone(), schema.date({ strict: true, language: 'en' })];
const loose = schema.email({ optional: true });
const unsure = schema.email({ optional: Math.random() < 0.5 });
const amount = schema.amount();
holds<Same<StandardSchemaV1.InferInput<typeof loose>, string | null | undefined>>();
holds<Same<StandardSchemaV1.InferOutput<typeof loose>, string | undefined>>();
holds<Same<StandardSchemaV1.InferOutput<typeof unsure>, string | undefined>>();
holds<Same<StandardSchemaV1.InferInput<typeof amount>, string | number | bigint>>();

export function resolver(engine: RecordCleaner): Resolver<Values, unknown, CleanRecord> {
  const record = schema.record<Values>(engine, { language: 'en', required: ['mobile'], names: 'source', strict: true, display: false });
  holds<Same<StandardSchemaV1.InferInput<typeof record>, Values>>();
  holds<Same<StandardSchemaV1.InferOutput<typeof record>, CleanRecord>>();
  return standardSchemaResolver(record);
}
// @ts-expect-error an optional phone may be absent
export const wrong: StandardSchemaV1<string, string> = schema.phone({ optional: true });
// @ts-expect-error there is no such language
schema.phone({ language: 'fr' });
`;

test('tsc --strict: a form of React Hook Form', async (t) => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
  };
  const tsconfig = JSON.stringify({ compilerOptions, files: ['form.ts'] });
  const folder = await project(t, { 'form.ts': FORM, 'tsconfig.json': tsconfig });
  for (const tool of ['typescript', 'react-hook-form', '@hookform', '@standard-schema']) await withTool(folder, tool);
  assert.deepEqual(tsc(folder), { status: 0, stdout: '' });
});

for (const [name, { file, options }] of Object.entries({
  'node16, ES module': { file: 'use.mts', options: { module: 'node16', moduleResolution: 'node16' } },
  'node16, CommonJS': { file: 'use.cts', options: { module: 'node16', moduleResolution: 'node16' } },
  bundler: { file: 'use.ts', options: { module: 'esnext', moduleResolution: 'bundler' } },
})) {
  test(`tsc --strict: ${name}`, async (t) => {
    const tsconfig = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: [],
        skipLibCheck: false,
        ...options,
      },
      files: [file],
    };
    const folder = await project(t, { [file]: CONSUMER, 'tsconfig.json': JSON.stringify(tsconfig) });
    await withTool(folder, 'typescript');
    assert.deepEqual(tsc(folder), { status: 0, stdout: '' });
  });
}

test('the package depends on nothing, holds one wasm of each kind, and evaluates no text', async () => {
  const { folder } = await packedPackage();
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts'])
    assert.equal(manifest[kind], undefined, kind);
  const files = (await readdir(folder, { recursive: true })).sort();
  const modules = files.filter((name) => name.endsWith('.wasm'));
  assert.deepEqual(
    modules,
    ['fields', 'kehu', 'keys', 'slim']
      .map((name) => `dist/${name}_bg.wasm`)
      .concat('dist/sample.wasm')
      .sort(),
  );
  assert.ok(files.includes('README.md') && files.includes('README.zh.md'));
  for (const name of files.filter((file) => /\.c?js$/.test(file))) {
    assert.doesNotMatch(await readFile(join(folder, name), 'utf8'), /\beval\(|new Function\(/, name);
  }
});

function tsc(folder) {
  const { status, stdout } = spawnSync(process.execPath, [join(TOOLS, 'typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  return { status, stdout };
}
