/**
 * A duplicate check at the edge: `POST /check` a record as JSON, get it cleaned, what is wrong with it, and who it
 * already is in the snapshot that the worker is bound to.
 */
import { createEngine } from 'kehu';
import { failure, readJson } from './http.js';

export { Customers } from './customers.js';

/** One engine an isolate, opened at the first request; a failed opening is tried again. @type {Promise<any> | undefined} */
let opening;

export default {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    try {
      return await route(request, env);
    } catch (error) {
      return failure(error);
    }
  },
};

/**
 * `SNAPSHOTS` is a KV namespace that holds the snapshot under `latest`; without it every record is new. `CUSTOMERS` holds
 * customer bases that change, under `/base/NAME/…`.
 * @typedef {{CUSTOMERS?: any, SNAPSHOTS?: {get: (key: string, type: 'arrayBuffer') => Promise<ArrayBuffer | null>}}} Env
 */

/** @param {Request} request @param {Env} env */
async function route(request, env) {
  const customers = /^\/base\/([\w-]+)(\/.*)$/.exec(new URL(request.url).pathname);
  if (customers && env.CUSTOMERS) {
    const object = env.CUSTOMERS.get(env.CUSTOMERS.idFromName(customers[1]));
    return object.fetch(new Request(new URL(customers[2], request.url), request));
  }
  if (new URL(request.url).pathname !== '/check') return Response.json({ code: 'http/not_found' }, { status: 404 });
  if (request.method !== 'POST')
    return Response.json({ code: 'http/method' }, { status: 405, headers: { allow: 'POST' } });
  const record = await readJson(request);
  const engine = await openEngine(env);
  const { record: cleaned, issues } = engine.clean(record);
  const { verdict, matches } = engine.check(record, { limit: 5 });
  return Response.json({ record: cleaned, issues, verdict, matches });
}

/** @param {Env} env */
function openEngine(env) {
  opening ??= open(env).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** @param {Env} env */
async function open(env) {
  const snapshot = await env.SNAPSHOTS?.get('latest', 'arrayBuffer');
  return createEngine({ ruleset: 'b2b-cn', snapshot: snapshot ? new Uint8Array(snapshot) : null });
}
