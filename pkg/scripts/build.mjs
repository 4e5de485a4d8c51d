/**
 * Makes what `dist/` holds besides the engine itself: the module as base64, CommonJS bundles, and the types.
 * `core.js`, the wasm files and the schemas must be there already (`cargo xtask package` sees to it).
 */
import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { declarations, document } from './schema-types.mjs';

const pkg = new URL('../', import.meta.url);
const dist = new URL('dist/', pkg);
/** The development tools of the tests are the build's, too. */
const { build } = createRequire(new URL('../tests/package.json', pkg))('esbuild');

await assertBuilt();
await writeFile(new URL('wasm-base64.js', dist), await base64Module());
await bundle('index', 'lib/inline.js');
await bundle('slim', 'lib/slim.js');
await bundle('fields', 'lib/fields.js');
await bundle('worker', 'lib/worker-node.js');
await bundle('store', 'lib/store-node.js');
await writePacks();
await writeTypes();
await copyLicences();

async function assertBuilt() {
  for (const name of [
    'core.js',
    'kehu_bg.wasm',
    'slim_bg.wasm',
    'fields-core.js',
    'fields_bg.wasm',
    'keys_bg.wasm',
    'ruleset.schema.json',
    'types.schema.json',
    'packs.json',
  ]) {
    await access(new URL(name, dist)).catch(() => {
      console.error(`dist/${name} is missing; run: cargo xtask package`);
      process.exit(1);
    });
  }
}

async function base64Module() {
  const wasm = await readFile(new URL('kehu_bg.wasm', dist));
  return `/** The engine's WebAssembly module. */\nexport default '${wasm.toString('base64')}';\n`;
}

/**
 * A CommonJS bundle. Some test environments (Jest with jsdom) lack the text codecs, and CommonJS has no `import.meta`.
 * @param {string} name
 * @param {string} entry
 */
async function bundle(name, entry) {
  await build({
    entryPoints: [new URL(entry, pkg).pathname],
    outfile: new URL(`${name}.cjs`, dist).pathname,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: {
      js: `const { TextDecoder, TextEncoder } = typeof globalThis.TextDecoder === 'function' ? globalThis : process.getBuiltinModule('node:util');
const importMetaUrl = typeof __filename === 'string' ? 'file://' + encodeURI(__filename) : undefined;`,
    },
  });
}

/** Each data pack and each preset as a module of its own, so that a bundle holds those that it imports. */
async function writePacks() {
  const { packs, presets } = JSON.parse(await readFile(new URL('packs.json', dist), 'utf8'));
  await mkdir(new URL('packs/', dist), { recursive: true });
  const ruleset = "import type { Ruleset } from '../index.js';\n";
  for (const [name, text] of Object.entries(packs)) await writeModule(name, text, 'string', '');
  for (const [name, value] of Object.entries(presets)) await writeModule(name, value, 'Ruleset', ruleset);
}

/**
 * One value in the shapes for `import` and for `require`.
 * @param {string} name
 * @param {unknown} value
 * @param {string} type
 * @param {string} imports
 */
async function writeModule(name, value, type, imports) {
  const write = (/** @type {string} */ suffix, /** @type {string} */ text) =>
    writeFile(new URL(`packs/${name}.${suffix}`, dist), text);
  const json = JSON.stringify(value);
  await write('js', `export default ${json};\n`);
  await write('cjs', `module.exports = ${json};\n`);
  await write('d.ts', `${imports}declare const data: ${type};\nexport default data;\n`);
  await write('d.cts', `${imports.replace('.js', '.cjs')}declare const data: ${type};\nexport = data;\n`);
}

/** Every declaration file in two shapes: for `import` and for `require`. */
async function writeTypes() {
  const read = async (/** @type {string} */ name) => JSON.parse(await readFile(new URL(name, dist), 'utf8'));
  const schema = await read('types.schema.json');
  const write = async (/** @type {string} */ name, /** @type {string} */ text) => {
    await writeFile(new URL(`${name}.d.ts`, dist), text);
    await writeFile(new URL(`${name}.d.cts`, dist), text.replaceAll(/'(\.\/\w+)\.js'/g, "'$1.cjs'"));
  };
  await write('ruleset', document('Ruleset', await read('ruleset.schema.json')));
  for (const name of ['index', 'slim', 'fields', 'worker', 'worker-thread', 'store']) {
    const text = await readFile(new URL(`types/${name}.d.ts`, pkg), 'utf8');
    const whole =
      name === 'index'
        ? `${text}\n// What crosses the boundary, as the engine defines it.\n\n${declarations(schema, text)}`
        : text;
    await write(name, whole);
  }
}

/** The licences of the project go into the package. */
async function copyLicences() {
  const root = new URL('../', pkg);
  for (const name of (await readdir(root)).filter((file) => file.startsWith('LICENSE') || file === 'NOTICE')) {
    await cp(new URL(name, root), new URL(name, dist));
  }
}
