// The texts of the page: every one is used somewhere. (That both languages have the same is what the type checker sees to.)
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../www/src/', import.meta.url));

test('no text of the page is left over', async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const isText = (name) => name.startsWith('i18n/') && !name.includes('useText');
  const read = (names) => Promise.all(names.map((name) => readFile(join(SOURCE, name), 'utf8')));
  const source = (await read(files.filter((name) => !isText(name)))).join('\n');
  const tables = await read(files.filter((name) => isText(name) && /\bzh\.ts$/.test(name)));
  const paths = tables.flatMap(pathsOf);
  assert.ok(paths.length > 500, `only ${paths.length} keys were found`);
  const unused = paths.filter(
    (path) => !isTaken(path.at(-1), source) && !path.some((name) => isChosenFrom(name, source)),
  );
  assert.deepEqual(
    unused.map((path) => path.join('.')),
    [],
  );
});

/** The ways to the keys of a table, told by how far their lines are indented. */
function pathsOf(table) {
  const path = [];
  return [...table.matchAll(/^( +)'?([\w-]+)'?: ?/gm)].map(([, { length }, name]) => {
    path.length = length / 2 - 1;
    path.push(name);
    return [...path];
  });
}

/** Whether a text of that name is taken: as a member, out of a table, or by its name in quotes. */
const isTaken = (name, source) =>
  new RegExp(`[.?]${name}\\b|['"]${name}['"]|[{,] ${name}(: \\w+)?[ ,][^;]*= (useText|text|words|\\w+\\.)`).test(
    source,
  );

/** Whether values choose among the members of a table of that name. */
const isChosenFrom = (name, source) =>
  new RegExp(`\\b${name}\\??\\.?\\[|Object\\.\\w+\\([\\w.]*\\b${name}\\)`).test(source);
