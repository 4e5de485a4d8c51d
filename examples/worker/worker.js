/**
 * A duplicate check at the edge: `POST /check` a record as JSON, get it cleaned, what is wrong with it, and who it
 * already is in the snapshot that the worker is bound to.
 */
import { createEngine, KehuError } from 'kehu';

const MAX_BODY = 64 << 10;

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
 * `SNAPSHOT` is the snapshot itself (a data binding); `SNAPSHOTS` a KV namespace that holds it under `latest`.
 * Without either every record is new.
 * @typedef {{SNAPSHOT?: ArrayBuffer, SNAPSHOTS?: {get: (key: string, type: 'arrayBuffer') => Promise<ArrayBuffer | null>}}} Env
 */

/** @param {Request} request @param {Env} env */
async function route(request, env) {
  if (new URL(request.url).pathname !== '/check') return Response.json({ code: 'http/not_found' }, { status: 404 });
  if (request.method !== 'POST')
    return Response.json({ code: 'http/method' }, { status: 405, headers: { allow: 'POST' } });
  const record = await readRecord(request);
  const engine = await openEngine(env);
  const { record: cleaned, issues } = engine.clean(record);
  const { verdict, matches } = engine.check(record, { limit: 5 });
  return Response.json({ record: cleaned, issues, verdict, matches });
}

/** @param {Request} request */
async function readRecord(request) {
  const body = await request.text();
  if (body.length > MAX_BODY) throw new KehuError('request/too_long', { message: `more than ${MAX_BODY} characters` });
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new KehuError('request/json', { message: 'the body is not JSON', cause });
  }
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
  const snapshot = env.SNAPSHOT ?? (await env.SNAPSHOTS?.get('latest', 'arrayBuffer'));
  return createEngine({ ruleset: 'b2b-cn', snapshot: snapshot ? new Uint8Array(snapshot) : null });
}

/** What the caller can put right is 400, what may pass by itself 503. @param {any} error */
function failure(error) {
  if (!(error instanceof KehuError)) return Response.json({ code: 'http/internal' }, { status: 500 });
  const { code, path, message, retryable } = error;
  return Response.json({ code, path, message }, { status: retryable ? 503 : 400 });
}
