/** The engine in a worker thread of Node. */
import { Worker } from 'node:worker_threads';
import { KehuError } from './error.js';
import { openEngine } from './worker-client.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** Opens an engine in a worker of its own. @param {any} [options] */
export async function createEngine(options) {
  // The path holds from here and from the CommonJS bundle in ../dist alike.
  // Flags of the host's own process, such as --input-type, are not for this thread.
  const worker = new Worker(new URL('../lib/worker-thread-node.js', import.meta.url), { execArgv: [] });
  return openEngine(threadOf(worker), options);
}

/** @param {Worker} worker @returns {import('./worker-client.js').Thread} */
const threadOf = (worker) => ({
  post: (message) => worker.postMessage(message),
  onMessage: (listen) => worker.on('message', listen),
  onFailure: (listen) => worker.on('error', listen).on('exit', (code) => listen(new Error(`exit code ${code}`))),
  stop: () => worker.terminate(),
});
