/** The engine in a worker thread of Node. */
import { Worker } from 'node:worker_threads';
import { KehuError } from './error.js';
import { letGoFor } from './folder-lock.js';
import { givenWorker, openEngine } from './worker-client.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** Threads that were told to stop, until what they held is let go of. @type {Set<Promise<void>>} */
const stopping = new Set();

/** Opens an engine in a worker of its own. @param {any} [options] */
export async function createEngine(options) {
  await Promise.all(stopping);
  return openEngine(() => {
    const worker = givenWorker(options) ?? startWorker();
    return threadOf(worker, ended(worker, options?.store));
  }, options);
}

/** The path holds from here and from the CommonJS bundle in ../dist alike. Flags of the host's own process, such as
 *  --input-type, are not for this thread. */
const startWorker = () => new Worker(new URL('../lib/worker-thread-node.js', import.meta.url), { execArgv: [] });

/** The end of a thread, and of its hold on a store: one that is stopped, or crashes, cannot let go by itself.
 *  @param {Worker} worker @param {unknown} store @returns {Promise<void>} */
function ended(worker, store) {
  const { threadId } = worker;
  return new Promise((done) => {
    worker.once('exit', () => done(typeof store === 'string' ? letGoFor(store, threadId).catch(() => {}) : undefined));
  });
}

/** @param {Worker} worker @param {Promise<void>} end @returns {import('./worker-client.js').Thread} */
const threadOf = (worker, end) => ({
  post: (message) => worker.postMessage(message),
  onMessage: (listen) => worker.on('message', listen),
  onFailure: (listen) => {
    worker.on('error', (cause) => listen(isMissing(cause) ? new KehuError('worker/script', { cause }) : cause));
    worker.on('exit', (code) => listen(new Error(`exit code ${code}`)));
  },
  stop: () => {
    stopping.add(end);
    end.then(() => stopping.delete(end));
    worker.terminate();
  },
});

/** Whether the script of a worker was not there, as in the folder of a bundle. @param {any} cause */
const isMissing = (cause) => cause?.code === 'ERR_MODULE_NOT_FOUND' || cause?.code === 'MODULE_NOT_FOUND';
