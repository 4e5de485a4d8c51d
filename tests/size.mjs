// Sizes as a visitor downloads them. `node tests/size.mjs FILE…` prints a table.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Bytes of a file: as it is, and as servers compress files that do not change. */
export function measure(file) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

function row(name, cells) {
  return name.padEnd(20) + cells.map((cell) => String(cell).padStart(12)).join('');
}

function print(files) {
  console.log(row('bytes', ['raw', 'gzip', 'brotli']));
  for (const file of files) {
    const { raw, gzip, brotli } = measure(file);
    console.log(row(basename(file), [raw, gzip, brotli]));
  }
}

if (import.meta.url === pathToFileURL(argv[1]).href) print(argv.slice(2));
