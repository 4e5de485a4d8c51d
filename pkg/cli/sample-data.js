import { readFile } from 'node:fs/promises';

const DAY_MS = 86_400_000;

/**
 * The chunks of a sample, each with the number of its file, from the import-free wasm.
 * @param {{companies: number, seed: number, asOf: Date}} plan
 * @returns {AsyncGenerator<{file: number, chunk: Uint8Array, done: number}>}
 */
export async function* sampleChunks({ companies, seed, asOf }) {
  const { instance } = await WebAssembly.instantiate(await readFile(new URL('../dist/sample.wasm', import.meta.url)));
  const maker = /** @type {any} */ (instance.exports);
  maker.start(
    Math.min(companies, 0xffffffff),
    seed % 2 ** 32,
    Math.floor(seed / 2 ** 32),
    Math.floor(asOf.getTime() / DAY_MS),
  );
  for (let length = maker.next(); length > 0; length = maker.next()) {
    const chunk = new Uint8Array(maker.memory.buffer, maker.chunk_ptr(), length).slice();
    yield { file: maker.chunk_file(), chunk, done: maker.progress() };
  }
}
