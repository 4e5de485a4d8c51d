// What the documents point at: their links, the headings within them, and the files of the sources that they name.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const docs = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
const DOCUMENTS = ['README.md', 'README.zh.md', 'CONTRIBUTING.md', 'SECURITY.md', ...docs];

const read = (name) => readFile(join(ROOT, name), 'utf8');

/** The names by which the headings of a document can be linked to, as GitHub makes them. */
async function anchors(name) {
  const headings = [...(await read(name)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\-_ ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('every link of the documents leads somewhere', async () => {
  for (const name of DOCUMENTS) {
    for (const [, path, anchor] of (await read(name)).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const target = path ? join(dirname(name), path) : name;
      assert.ok(existsSync(join(ROOT, target)), `${name}: ${target}`);
      if (anchor) assert.ok((await anchors(target)).includes(anchor), `${name}: ${target}#${anchor}`);
    }
  }
});

test('every source file that the documents name exists', async () => {
  for (const name of DOCUMENTS) {
    for (const [, path] of (await read(name)).matchAll(/`([\w-]+\/[\w/-]+\.(?:rs|mjs|toml|json))`/g)) {
      if (/[A-Z]{3}/.test(path)) continue; // `tests/cases/KIND.toml` stands for many
      assert.ok(existsSync(join(ROOT, path)) || existsSync(join(ROOT, 'src', path)), `${name}: ${path}`);
    }
  }
});
