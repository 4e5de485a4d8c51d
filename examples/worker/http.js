/** What the workers here share: reading a body, and errors as answers. */
import { KehuError } from 'kehu';

const MAX_BODY = 64 << 10;

/** @param {Request} request */
export async function readJson(request) {
  const body = await request.text();
  if (body.length > MAX_BODY) throw new KehuError('request/too_long', { message: `more than ${MAX_BODY} characters` });
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new KehuError('request/json', { message: 'the body is not JSON', cause });
  }
}

/** What the caller can put right is 400, what may pass by itself 503. @param {any} error */
export function failure(error) {
  if (!(error instanceof KehuError)) return Response.json({ code: 'http/internal' }, { status: 500 });
  const { code, path, message, retryable } = error;
  const status = code === 'http/not_found' ? 404 : 400;
  return Response.json({ code, path, message }, { status: retryable ? 503 : status });
}
