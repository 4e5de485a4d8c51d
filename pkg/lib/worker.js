/** The engine in a Web Worker: no configuration where the bundler knows `new Worker(new URL(…))`. */
import { KehuError } from './error.js';
import { givenWorker, openEngine } from './worker-client.js';

export { decodeCsv } from './transcode.js';
export { KehuError };

/** Opens an engine in a worker of its own. @param {any} [options] */
export function createEngine(options) {
  return openEngine(() => threadOf(givenWorker(options) ?? startWorker()), options);
}

function startWorker() {
  try {
    return new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw new KehuError('worker/unavailable', { cause });
  }
}

/** @param {Worker} worker @returns {import('./worker-client.js').Thread} */
const threadOf = (worker) => ({
  post: (message) => worker.postMessage(message),
  onMessage: (listen) => (worker.onmessage = ({ data }) => listen(data)),
  onFailure: (listen) => (worker.onerror = (event) => listen(event.error ?? event.message ?? unloaded())),
  stop: () => worker.terminate(),
});

/** A script that is not there, or may not run, is told by an event that says nothing. */
const unloaded = () => new KehuError('worker/script');
