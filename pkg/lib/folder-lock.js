import { mkdir, open, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { KehuError } from './error.js';

/** Folders that this thread holds. */
const held = new Set();

/** A lock without an owner, or a clearing away, that is older was left by a crash; in milliseconds. */
const ABANDONED = 5000;

/**
 * Holds a folder for this thread by a file with the id of its process, when that started, and the thread's number; the lock of a
 * process that is gone counts for nothing.
 * @param {string} folder
 * @returns {Promise<() => Promise<void>>} lets go
 */
export async function hold(folder) {
  const path = resolve(folder, 'lock');
  const inUse = () => new KehuError('store/in_use', { params: { name: folder } });
  if (held.has(path)) throw inUse();
  held.add(path);
  try {
    while (!(await create(path))) {
      if (await isHeld(path)) throw inUse();
      await clear(path);
    }
  } catch (error) {
    held.delete(path);
    throw error;
  }
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

/** Lets go of what a thread of this process held, which has ended without doing so. @param {string} folder @param {number} thread */
export async function letGoFor(folder, thread) {
  const path = resolve(folder, 'lock');
  const owner = await readFile(path, 'utf8').catch(() => '');
  if (owner === (await nameOf(thread))) await rm(path, { force: true });
}

/** How the lock names a thread of this process. @param {number} thread */
const nameOf = async (thread) => `${process.pid} ${await started()} ${thread}`;

/** When this process started, where the system tells: in a container the next one may have the same id. */
async function started() {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
}

/** Makes the lock, which only one of many can; false where there is one. @param {string} path */
async function create(path) {
  const file = await open(path, 'wx').catch(unless('EEXIST'));
  if (!file) return false;
  try {
    await file.writeFile(await nameOf(threadId));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

/** Whether somebody holds the lock, or has just made it and not yet written who it is. @param {string} path */
async function isHeld(path) {
  const [owner, start = ''] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (!(Number(owner) > 0)) return isYoung(path);
  // Another thread of this process has it, unless one before it did.
  return Number(owner) === process.pid ? start === (await started()) : isAlive(Number(owner));
}

/** @param {string} path */
async function isYoung(path) {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs < ABANDONED;
}

/**
 * Removes a lock that nobody holds. One at a time may do so, and looks again: else it might remove what another one that
 * came for the same lock has just made.
 * @param {string} path
 */
async function clear(path) {
  const clearing = `${path}.clearing`;
  try {
    await mkdir(clearing);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!(await isYoung(clearing))) await rmdir(clearing).catch(() => {});
    await setTimeout(10);
    return;
  }
  try {
    if (!(await isHeld(path))) await rm(path, { force: true });
  } finally {
    await rmdir(clearing);
  }
}

/** Passes over one failure of the file system. @param {string} code */
const unless = (code) => (/** @type {any} */ error) => {
  if (error.code !== code) throw error;
};

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
