/** The engine in a worker thread of Node. */
import { Worker } from 'node:worker_threads';
import { KehuError } from './error.js';
import { letGoFor } from './folder-lock.js';
import { openEngine } from './worker-client.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** Threads that were told to stop, until what they held is let go of. @type {Set<Promise<void>>} */
const stopping = new Set();

/** Opens an engine in a worker of its own. @param {any} [options] */
export async function createEngine(options) {
  await Promise.all(stopping);
  // The path holds from here and from the CommonJS bundle in ../dist alike.
  // Flags of the host's own process, such as --input-type, are not for this thread.
  const worker = new Worker(new URL('../lib/worker-thread-node.js', import.meta.url), { execArgv: [] });
  return openEngine(threadOf(worker, ended(worker, options?.store)), options);
}

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
  onFailure: (listen) => worker.on('error', listen).on('exit', (code) => listen(new Error(`exit code ${code}`))),
  stop: () => {
    stopping.add(end);
    end.then(() => stopping.delete(end));
    worker.terminate();
  },
});
