/** The store of browsers and their workers: one IndexedDB database, held by one tab at a time. */
import { KehuError, said } from './error.js';
import { string } from './plain.js';
import { Store, storeOptions } from './store.js';

export { Store };

/**
 * Opens the store of that name; one tab can hold it at a time. With `wait` another one gets it when the first lets go or
 * is gone.
 * @param {string} name
 * @param {import('./store.js').StoreOptions} [options]
 */
export async function openStore(name, options) {
  const { language, ...waiting } = storeOptions(options);
  const release = await hold(string(name, 'name'), waiting).catch((error) => {
    throw said(error, language);
  });
  try {
    return new Store(new Database(await openDatabase(name), release), { language });
  } catch (cause) {
    release();
    throw new KehuError('store/write_failed', { cause, language });
  }
}

/** Forgets all that a store keeps. @param {string} name */
export async function deleteStore(name) {
  const release = await hold(name);
  await done(indexedDB.deleteDatabase(databaseName(name))).finally(release);
}

class Database {
  #database;
  #release;

  /** @param {IDBDatabase} database @param {() => void} release */
  constructor(database, release) {
    this.#database = database;
    this.#release = release;
  }

  async load() {
    const stores = this.#database.transaction(['snapshot', 'journal']);
    const snapshot = done(stores.objectStore('snapshot').get('latest'));
    const frames = done(stores.objectStore('journal').getAll());
    return { snapshot: (await snapshot) ?? null, frames: await frames };
  }

  /** @param {Uint8Array} frame */
  async append(frame) {
    await this.#write((_snapshot, journal) => journal.add(frame));
  }

  /** @param {Uint8Array} bytes */
  async replace(bytes) {
    await this.#write((snapshot, journal) => {
      snapshot.put(bytes, 'latest');
      journal.clear();
    });
  }

  async close() {
    this.#database.close();
    this.#release();
  }

  /** @param {(snapshot: IDBObjectStore, journal: IDBObjectStore) => unknown} change */
  #write(change) {
    const transaction = this.#database.transaction(['snapshot', 'journal'], 'readwrite', { durability: 'strict' });
    change(transaction.objectStore('snapshot'), transaction.objectStore('journal'));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

/** @param {string} name */
const databaseName = (name) => `kehu:${name}`;

/** @param {string} name @returns {Promise<IDBDatabase>} */
function openDatabase(name) {
  const opening = indexedDB.open(databaseName(name), 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('snapshot');
    opening.result.createObjectStore('journal', { autoIncrement: true });
  };
  return done(opening);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Holds the name until the returned function is called or the page is gone; two writers would mix their journals.
 * @param {string} name
 * @param {{wait?: boolean, signal?: AbortSignal}} [options]
 * @returns {Promise<() => void>}
 */
function hold(name, { wait = false, signal } = {}) {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    locks
      .request(databaseName(name), wait ? { signal } : { ifAvailable: true }, (lock) => {
        if (!lock) return reject(new KehuError('store/in_use', { params: { name } }));
        return new Promise((release) => resolve(() => release(undefined)));
      })
      .catch(reject);
  });
}
