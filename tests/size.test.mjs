// Ceilings in bytes after brotli. One is raised only in the commit that needs it, which says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './size.mjs';

const ceilings = {
  'kehu_bg.wasm': 1_045_400,
  'slim_bg.wasm': 812_600,
  'fields_bg.wasm': 180_400,
  'keys_bg.wasm': 57_680,
  'fields-core.js': 2_320,
  'core.js': 5_220,
  'sample.wasm': 58_000,
};

/** The standard library that rustup ships is larger than the one that is built here without it. */
const room = process.env.KEHU_NO_RUSTUP === '1' ? 1 : 1.04;

for (const [name, ceiling] of Object.entries(ceilings)) {
  test(`${name} stays below ${ceiling} bytes of brotli`, () => {
    const { brotli } = measure(new URL(`../pkg/dist/${name}`, import.meta.url));
    assert.ok(brotli <= ceiling * room, `${brotli} bytes`);
  });
}
