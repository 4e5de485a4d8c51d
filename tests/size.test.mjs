// Ceilings in bytes after brotli. One is raised only in the commit that needs it, which says why. Editions that are built for
// size have a standard library made for it, unless rustup's is used, for which some room is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './size.mjs';

const ceilings = {
  'kehu_bg.wasm': 1_032_500,
  'slim_bg.wasm': 812_000,
  'fields_bg.wasm': 177_000,
  'keys_bg.wasm': 60_500,
  'fields-core.js': 2_600,
  'core.js': 5_600,
  'sample.wasm': 60_000,
};

for (const [name, ceiling] of Object.entries(ceilings)) {
  test(`${name} stays below ${ceiling} bytes of brotli`, () => {
    const { brotli } = measure(new URL(`../pkg/dist/${name}`, import.meta.url));
    assert.ok(brotli <= ceiling, `${brotli} bytes`);
  });
}
