import { open, readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KehuError } from './error.js';

/** Folders that this process holds; its own id in a lock file would not tell two holders apart. */
const held = new Set();

/**
 * Holds a folder for this process by a file with its id; the lock of a process that is gone counts for nothing.
 * @param {string} folder
 * @returns {Promise<() => Promise<void>>} lets go
 */
export async function hold(folder) {
  const path = resolve(folder, 'lock');
  if (held.has(path) || (await heldElsewhere(path))) throw new KehuError('store/in_use', { params: { name: folder } });
  held.add(path);
  try {
    await writeLock(path);
  } catch (error) {
    held.delete(path);
    throw error;
  }
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

/** @param {string} path */
async function writeLock(path) {
  await rm(path, { force: true });
  const file = await open(path, 'wx');
  await file.writeFile(String(process.pid)).finally(() => file.close());
}

/** @param {string} path */
async function heldElsewhere(path) {
  const owner = Number(await readFile(path, 'utf8').catch(() => ''));
  return owner > 0 && owner !== process.pid && isAlive(owner);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
