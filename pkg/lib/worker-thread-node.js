/** What runs inside the worker thread of Node. */
import { parentPort } from 'node:worker_threads';
import { createEngine } from './inline.js';
import { openStore } from './store-node.js';
import { serve } from './worker-host.js';

if (parentPort) {
  const port = parentPort;
  serve({
    createEngine,
    openStore,
    post: (message) => port.postMessage(message),
    onMessage: (listen) => port.on('message', listen),
  });
}
