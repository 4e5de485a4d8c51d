/** What runs inside the Web Worker. */
import { createEngine } from './browser.js';
import { openStore } from './store-browser.js';
import { serve } from './worker-host.js';

serve({
  createEngine,
  openStore,
  post: (message) => globalThis.postMessage(message),
  onMessage: (listen) => globalThis.addEventListener('message', ({ data }) => listen(data)),
});
