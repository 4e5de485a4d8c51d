import sampleModule from 'kehu/sample.wasm?url';
import { DAY } from './time';

/** Companies of the sample; each has two to three records. */
const COMPANIES = 1500;
/** Bytes are made for so long before the page gets its turn. */
const SLICE = 12;

/** What the generator's module offers. */
interface Generator {
  memory: WebAssembly.Memory;
  start(companies: number, seedLow: number, seedHigh: number, asOfDays: number): void;
  next(): number;
  chunk_ptr(): number;
  chunk_file(): number;
  /** In thousandths. */
  progress(): number;
}

export interface Sample {
  customers: Blob;
  events: Blob;
}

/** Source records and events of companies that do not exist, up to yesterday. */
export async function makeSample(
  now: Date,
  signal: AbortSignal,
  onPercent: (percent: number) => void,
): Promise<Sample> {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(sampleModule), {});
  const generator = instance.exports as unknown as Generator;
  const files: BlobPart[][] = [[], [], []];
  generator.start(COMPANIES, 1, 0, Math.floor(now.getTime() / DAY) - 1);
  let pause = performance.now() + SLICE;
  for (let length = generator.next(); length > 0; length = generator.next()) {
    const chunk = new Uint8Array(generator.memory.buffer, generator.chunk_ptr(), length).slice();
    files[generator.chunk_file()]?.push(chunk);
    if (performance.now() < pause) continue;
    onPercent(Math.round(generator.progress() / 10));
    await new Promise((resume) => setTimeout(resume));
    signal.throwIfAborted();
    pause = performance.now() + SLICE;
  }
  const [customers = [], events = []] = files;
  return { customers: new Blob(customers), events: new Blob(events) };
}
