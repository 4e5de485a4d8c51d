/**
 * A customer base that lives at the edge: a Durable Object that keeps its engine in its own storage, takes records and
 * events, and wakes by itself when something becomes due.
 *
 * `POST /records` and `POST /events` take lists, `POST /check` a record, `GET /actions` gives what is due.
 */
import { createEngine, KehuError } from 'kehu';
import { Store } from 'kehu/store';
import { failure, readJson } from './http.js';

/** A value in this storage may have 128 KiB, and one call at most so many of them. */
const PIECE = 100_000;
const VALUES = 128;

/** @typedef {{HOOK?: {fetch: (url: string, init: object) => Promise<Response>}}} Env `HOOK` is told what is due. */

export class Customers {
  #storage;
  #env;
  /** @type {any} */
  #engine;
  /** @type {any} */
  #store;

  /** @param {any} state @param {Env} env */
  constructor(state, env) {
    this.#storage = state.storage;
    this.#env = env;
    state.blockConcurrencyWhile(async () => {
      this.#store = new Store(new ObjectStorage(this.#storage));
      this.#engine = await createEngine({ ruleset: 'b2b-cn', store: this.#store, recovery: false });
    });
  }

  /** @param {Request} request */
  async fetch(request) {
    try {
      return await this.#route(request);
    } catch (error) {
      return failure(error);
    }
  }

  /** Tells the hook what is due, and notes that it was told. What fails is tried again by the platform. */
  async alarm() {
    const now = new Date();
    const { rows } = this.#engine.actions({ now });
    if (rows.length > 0) {
      const told = await this.#env.HOOK?.fetch('https://hook/due', { method: 'POST', body: JSON.stringify(rows) });
      if (!told?.ok) throw new Error('nobody took over what is due');
      this.#engine.acknowledge(rows, { now });
    }
    await this.#settle(now);
  }

  /** @param {Request} request */
  async #route(request) {
    const now = new Date();
    const path = new URL(request.url).pathname;
    if (path === '/actions') return Response.json(this.#engine.actions({ now }));
    const body = await readJson(request);
    if (path === '/check') return Response.json(this.#engine.check(body, { limit: 5 }));
    if (path !== '/records' && path !== '/events') throw new KehuError('http/not_found', { message: 'not found' });
    const answer = path === '/records' ? this.#engine.upsert(body, { now }) : this.#engine.track(body, { now });
    await this.#settle(now);
    return Response.json(answer);
  }

  /** Waits until all is safe, and sets the alarm: at once when something is due, else when time alone changes somebody. */
  async #settle(now) {
    await this.#store.flush();
    const due = this.#engine.actions({ now, limit: 1 }).total > 0;
    const changes = this.#engine.segments({ now }).map(({ id }) => this.#engine.segment(id, { now }).nextChangeAt);
    const times = changes.filter(Boolean).map((time) => Date.parse(time));
    const next = due ? now.getTime() : Math.min(...times);
    if (Number.isFinite(next)) await this.#storage.setAlarm(next);
  }
}

/** A backend for `Store`: the snapshot, and what was committed after it, in pieces that the storage can hold. */
export class ObjectStorage {
  #storage;
  #frames = 0;

  /** @param {any} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  async load() {
    const snapshot = joined([...(await this.#storage.list({ prefix: 'snapshot/' })).values()]);
    const pieces = new Map();
    for (const [key, piece] of await this.#storage.list({ prefix: 'journal/' })) {
      const frame = key.split('/')[1];
      pieces.set(frame, [...(pieces.get(frame) ?? []), piece]);
    }
    this.#frames = Math.max(0, ...[...pieces.keys()].map(Number));
    return { snapshot: snapshot.length > 0 ? snapshot : null, frames: [...pieces.values()].map(joined) };
  }

  /** @param {Uint8Array} frame */
  async append(frame) {
    this.#frames += 1;
    await this.#storage.transaction((/** @type {any} */ change) =>
      put(change, `journal/${padded(this.#frames)}`, frame),
    );
  }

  /** @param {Uint8Array} snapshot */
  async replace(snapshot) {
    await this.#storage.transaction(async (/** @type {any} */ change) => {
      for (const prefix of ['snapshot/', 'journal/']) {
        const keys = [...(await change.list({ prefix })).keys()];
        for (let at = 0; at < keys.length; at += VALUES) await change.delete(keys.slice(at, at + VALUES));
      }
      await put(change, 'snapshot', snapshot);
    });
  }

  async close() {}
}

/** Keys are listed in the order of their characters. @param {number} number */
const padded = (number) => String(number).padStart(12, '0');

/** @param {any} change @param {string} key @param {Uint8Array} bytes */
async function put(change, key, bytes) {
  const count = Math.ceil(bytes.length / PIECE);
  const pieces = Array.from({ length: count }, (_, i) => [
    `${key}/${padded(i)}`,
    bytes.slice(i * PIECE, (i + 1) * PIECE),
  ]);
  for (let at = 0; at < count; at += VALUES) await change.put(Object.fromEntries(pieces.slice(at, at + VALUES)));
}

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
