/** @type {(resume: () => void) => void} */
const later = typeof setImmediate === 'function' ? setImmediate : viaChannel();

/** Waits until the host has handled what is pending, such as messages and clicks; timers would be held back to 4 ms. */
export const nextTurn = () => new Promise((resolve) => later(() => resolve(undefined)));

function viaChannel() {
  if (typeof MessageChannel !== 'function') return (/** @type {() => void} */ resume) => setTimeout(resume, 0);
  /** @type {MessageChannel | undefined} */
  let channel;
  /** @type {(() => void)[]} */
  const waiting = [];
  return (/** @type {() => void} */ resume) => {
    channel ??= opened(() => waiting.shift()?.());
    waiting.push(resume);
    channel.port2.postMessage(null);
  };
}

/** @param {() => void} onTurn */
function opened(onTurn) {
  const channel = new MessageChannel();
  channel.port1.onmessage = onTurn;
  return channel;
}
