/** The store of Node: one folder, held by one process at a time. */
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { KehuError, said } from './error.js';
import { hold } from './folder-lock.js';
import { frameOf, hasFrames, readFrames } from './frames.js';
import { string } from './plain.js';
import { asUnopened, deletionOptions, Store, storeOptions } from './store.js';

export { Store };

/** Between two looks at a folder that another process holds, in milliseconds. */
const LOOK_EVERY = 100;

/**
 * Opens the store in that folder, which is made where it is missing; one process can hold it at a time. With `wait`
 * another one gets it when the first lets go or is gone.
 * @param {string} folder
 * @param {import('./store.js').StoreOptions} [options]
 */
export async function openStore(folder, options) {
  const { wait, signal, language } = storeOptions(options);
  try {
    await mkdir(string(folder, 'folder'), { recursive: true });
    return new Store(new Folder(folder, await (wait ? holdAtLast(folder, signal) : hold(folder))), { language });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw said(asUnopened(cause), language);
  }
}

/** @param {string} folder @param {AbortSignal} [signal] @returns {Promise<() => Promise<void>>} */
async function holdAtLast(folder, signal) {
  for (;;) {
    signal?.throwIfAborted();
    const release = await hold(folder).catch((error) => {
      if (error.code !== 'store/in_use') throw error;
    });
    if (release) return release;
    await setTimeout(LOOK_EVERY, undefined, { signal });
  }
}

/**
 * Forgets all that a store keeps. Other files in its folder are none of its business; without any the folder goes, too.
 * @param {string} folder
 * @param {{language?: 'zh' | 'en'}} [options]
 */
export async function deleteStore(folder, options) {
  const { language } = deletionOptions(options);
  try {
    await mkdir(string(folder, 'folder'), { recursive: true });
    const release = await hold(folder);
    await forget(folder).finally(release);
    await rmdir(folder).catch(() => {});
  } catch (cause) {
    throw said(asUnopened(cause), language);
  }
}

/** @param {string} folder */
async function forget(folder) {
  for (const name of await readdir(folder)) {
    if (isKept(name) || isAside(name)) await rm(join(folder, name), { force: true });
  }
}

/** Whether a file is a store's. @param {string} name */
const isKept = (name) => /^(snapshot|journal)-\d+(\.part)?$/.test(name);

/** Whether a file is a damaged journal of a store, put aside. @param {string} name */
const isAside = (name) => /^journal-\d+\.damaged$/.test(name);

/**
 * `snapshot-N` and the `journal-N` of what was committed after it. A new snapshot is written aside, made safe and
 * renamed, so a crash at any moment leaves the old pair or the new one.
 */
class Folder {
  #folder;
  #release;
  #number = 0;
  /** Whether whole frames stand behind damage in the journal, which is then for people to look at, not to be thrown away. */
  #isDamaged = false;
  /** @type {import('node:fs/promises').FileHandle | null} */
  #journal = null;

  /** @param {string} folder @param {() => Promise<void>} release */
  constructor(folder, release) {
    this.#folder = folder;
    this.#release = release;
  }

  async load() {
    this.#number = await this.#latest();
    await this.#clearLeftovers();
    const snapshot = this.#number > 0 ? await readFile(this.#path('snapshot')) : null;
    const file = await readOrEmpty(this.#path('journal'));
    const { frames, length } = readFrames(file);
    await this.#journal?.close();
    const journal = await this.#openJournal();
    const damage = hasFrames(file.subarray(length)) ? this.#damage(frames.length, file.length - length) : undefined;
    this.#isDamaged = damage !== undefined;
    if (!damage) await journal.truncate(length); // a frame torn by a crash was never acknowledged
    return { snapshot, frames, damage };
  }

  /** @param {number} frames @param {number} bytes */
  #damage(frames, bytes) {
    return new KehuError('store/damaged', { params: { path: this.#path('journal'), frames, bytes } });
  }

  /** @param {Uint8Array} frame */
  async append(frame) {
    const journal = this.#journal ?? (await this.#openJournal());
    await journal.appendFile(frameOf(frame));
    await journal.sync();
  }

  /** @param {Uint8Array} snapshot */
  async replace(snapshot) {
    const next = this.#number + 1;
    await writeSafely(this.#path('snapshot', next), snapshot);
    if (this.#isDamaged) await rename(this.#path('journal'), `${this.#path('journal')}.damaged`);
    this.#isDamaged = false;
    this.#number = next;
    await this.#journal?.close();
    await this.#openJournal();
    await syncFolder(this.#folder);
    await this.#clearLeftovers();
  }

  async close() {
    await this.#journal?.close();
    await this.#release();
  }

  async #openJournal() {
    const journal = await open(this.#path('journal'), 'a');
    this.#journal = journal;
    return journal;
  }

  async #latest() {
    const names = await readdir(this.#folder);
    const numbers = names.map((name) => Number(/^snapshot-(\d+)$/.exec(name)?.[1] ?? 0));
    return Math.max(0, ...numbers);
  }

  /** What came before, and what a crash or a failed write between two generations left behind. */
  async #clearLeftovers() {
    const current = [`snapshot-${this.#number}`, `journal-${this.#number}`];
    for (const name of await readdir(this.#folder)) {
      if (isKept(name) && !current.includes(name)) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** @param {'snapshot' | 'journal'} what @param {number} [number] */
  #path(what, number = this.#number) {
    return join(this.#folder, `${what}-${number}`);
  }
}

/** @param {string} path @param {Uint8Array} bytes */
async function writeSafely(path, bytes) {
  const aside = `${path}.part`;
  try {
    await writeSynced(aside, bytes);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {}); // it takes room that the next attempt needs
    throw error;
  }
}

/** @param {string} path @param {Uint8Array} bytes */
async function writeSynced(path, bytes) {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes names in a folder last; systems that cannot open a folder keep them by themselves. @param {string} folder */
async function syncFolder(folder) {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** @param {string} path */
async function readOrEmpty(path) {
  return readFile(path).catch((error) => {
    if (error.code === 'ENOENT') return new Uint8Array(0);
    throw error;
  });
}
