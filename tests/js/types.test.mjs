import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

const text = await readFile(new URL('../../pkg/types/index.d.ts', import.meta.url), 'utf8');
const { $defs } = JSON.parse(await readFile(new URL('../../pkg/dist/types.schema.json', import.meta.url), 'utf8'));

/** The members of a hand-written interface with those that it extends. */
function membersOf(name) {
  const [, bases = '', body = ''] = new RegExp(
    `export interface ${name}(?: extends ([\\w, ]+))? \\{(?:\\}|([\\s\\S]*?)\\n\\})`,
  ).exec(text);
  const own = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member);
  return [...own, ...bases.split(', ').filter(Boolean).flatMap(membersOf)];
}

/** The members of a type of the engine; `Access` is flattened into it by some. */
const fieldsOf = (name) => Object.keys($defs[name].properties ?? {});

for (const name of ['ImportOptions', 'CustomerQuery']) {
  test(`${name} takes what the engine takes`, () => {
    assert.deepEqual([...new Set(membersOf(name))].sort(), fieldsOf(name).sort());
  });
}
