/** The store of browsers and their workers: one IndexedDB database, held by one tab at a time. */
import { readCommits } from './engine-frames.js';
import { KehuError, said } from './error.js';
import { string } from './plain.js';
import { asUnopened, deletionOptions, Store, storeOptions } from './store.js';

export { Store };

/**
 * Opens the store of that name; one tab can hold it at a time. With `wait` another one gets it when the first lets go or
 * is gone.
 * @param {string} name
 * @param {import('./store.js').StoreOptions} [options]
 */
export async function openStore(name, options) {
  const { language, ...waiting } = storeOptions(options);
  try {
    const release = await hold(string(name, 'name'), waiting);
    return new Store(await opened(name, release), { language });
  } catch (error) {
    throw said(error, language);
  }
}

/** Forgets all that a store keeps. @param {string} name @param {{language?: 'zh' | 'en'}} [options] */
export async function deleteStore(name, options) {
  const { language } = deletionOptions(options);
  try {
    const release = await hold(string(name, 'name'));
    await done(() => databases().deleteDatabase(databaseName(name))).finally(release);
  } catch (error) {
    throw said(asUnopened(error), language);
  }
}

/** @param {string} name @param {() => Promise<void>} release */
async function opened(name, release) {
  try {
    const database = await openDatabase(name);
    return new Database(name, database, locks() ? null : await claim(database), release);
  } catch (cause) {
    await release();
    throw asUnopened(cause);
  }
}

class Database {
  #name;
  #database;
  #turn;
  #release;
  /** Whether whole commits stand behind damage in the journal, which is then for people to look at, not to be thrown away. */
  #isDamaged = false;

  /** @param {string} name @param {IDBDatabase} database
   *  @param {unknown} turn its turn, where locks do not see to it @param {() => Promise<void>} release */
  constructor(name, database, turn, release) {
    this.#name = name;
    this.#database = database;
    this.#turn = turn;
    this.#release = release;
  }

  async load() {
    const stores = this.#database.transaction(['snapshot', 'journal']);
    const snapshot = done(() => stores.objectStore('snapshot').get('latest'));
    const entries = done(() => stores.objectStore('journal').getAll());
    const keys = done(() => stores.objectStore('journal').getAllKeys());
    return { snapshot: (await snapshot) ?? null, ...(await this.#read(await entries, await keys)) };
  }

  /** @param {Uint8Array[]} entries @param {IDBValidKey[]} keys */
  async #read(entries, keys) {
    const { count, isDamaged } = readCommits(entries);
    const [frames, rest] = [entries.slice(0, count), entries.slice(count)];
    this.#isDamaged = isDamaged;
    if (isDamaged) return { frames, damage: this.#damage(count, rest) };
    // What was torn was never acknowledged.
    if (rest.length > 0) await this.#write((_snapshot, journal) => keys.slice(count).map((key) => journal.delete(key)));
    return { frames };
  }

  /** @param {number} frames @param {Uint8Array[]} rest */
  #damage(frames, rest) {
    const bytes = rest.reduce((size, entry) => size + (entry?.length ?? 0), 0);
    return new KehuError('store/damaged', { params: { path: databaseName(this.#name), frames, bytes } });
  }

  /** @param {Uint8Array} frame */
  async append(frame) {
    await this.#write((_snapshot, journal) => journal.add(frame));
  }

  /** @param {Uint8Array} bytes */
  async replace(bytes) {
    await this.#write((snapshot, journal) => {
      if (this.#isDamaged) putAside(journal, snapshot);
      snapshot.put(bytes, 'latest');
      journal.clear();
    });
    this.#isDamaged = false;
  }

  async close() {
    this.#database.close();
    await this.#release();
  }

  /**
   * Writes, unless the store was opened anew since: where the host has no locks, that is how two writers are told apart.
   * @param {(snapshot: IDBObjectStore, journal: IDBObjectStore) => unknown} change
   */
  #write(change) {
    const transaction = this.#database.transaction(['snapshot', 'journal'], 'readwrite', { durability: 'strict' });
    const snapshot = transaction.objectStore('snapshot');
    /** @type {unknown} */
    let refusal;
    const turn = snapshot.get('turn');
    turn.onsuccess = () => {
      try {
        if (this.#turn !== null && turn.result !== this.#turn) throw inUse(this.#name);
        change(snapshot, transaction.objectStore('journal'));
      } catch (error) {
        refusal = error;
        transaction.abort();
      }
    };
    return ended(transaction).catch((error) => {
      throw refusal ?? error;
    });
  }
}

/**
 * Takes the next turn, which ends that of whoever opened the store before. What is full can still be read, in the turn that it is.
 * @param {IDBDatabase} database
 * @returns {Promise<unknown>}
 */
async function claim(database) {
  const transaction = database.transaction(['snapshot', 'journal'], 'readwrite');
  const snapshot = transaction.objectStore('snapshot');
  const present = await done(() => snapshot.get('turn'));
  const next = (present ?? 0) + 1;
  snapshot.put(next, 'turn');
  return ended(transaction).then(
    () => next,
    () => present,
  );
}

/** @param {IDBObjectStore} journal @param {IDBObjectStore} snapshot */
function putAside(journal, snapshot) {
  const all = journal.getAll();
  all.onsuccess = () => snapshot.put(all.result, 'damaged');
}

/** @param {string} name */
const databaseName = (name) => `kehu:${name}`;

/** Private windows and odd settings leave a page without. */
function databases() {
  if (!globalThis.indexedDB) throw new Error('no IndexedDB');
  return indexedDB;
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
async function openDatabase(name) {
  const database = await done(() => {
    const opening = databases().open(databaseName(name), 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('snapshot');
      opening.result.createObjectStore('journal', { autoIncrement: true });
    };
    return opening;
  });
  // Where no locks keep them apart, whoever deletes the database waits until nobody has it open.
  database.onversionchange = () => database.close();
  return database;
}

/** What a request comes to. @template T @param {() => IDBRequest<T>} make @returns {Promise<T>} */
function done(make) {
  return new Promise((resolve, reject) => {
    const request = make();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Until all of a transaction is safe. @param {IDBTransaction} transaction @returns {Promise<void>} */
function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Pages that came without encryption have none. */
const locks = () => globalThis.navigator?.locks;

/** @param {string} name */
const inUse = (name) => new KehuError('store/in_use', { params: { name } });

/**
 * Holds the name until the returned function is called, which ends when others can have it, or the page is gone; two
 * writers would mix their journals.
 * @param {string} name
 * @param {{wait?: boolean, signal?: AbortSignal}} [options]
 * @returns {Promise<() => Promise<void>>}
 */
function hold(name, { wait = false, signal } = {}) {
  const manager = locks();
  if (!manager) return Promise.resolve(async () => {});
  return new Promise((resolve, reject) => {
    const held = manager.request(databaseName(name), wait ? { signal } : { ifAvailable: true }, (lock) => {
      if (!lock) return reject(inUse(name));
      return new Promise((release) =>
        resolve(() => {
          release(undefined);
          return held;
        }),
      );
    });
    held.catch(reject);
  });
}
