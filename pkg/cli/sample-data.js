import { readFile } from 'node:fs/promises';

export async function generate(companies, seed) {
  const { instance } = await WebAssembly.instantiate(await readFile(new URL('../dist/sample.wasm', import.meta.url)));
  throw new Error(`${instance} ${companies} ${seed}`);
}
