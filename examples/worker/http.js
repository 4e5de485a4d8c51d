/** What the workers here share: reading a body, and errors as answers. */
import { KehuError } from 'kehu';

const MAX_BODY = 64 << 10;

/** What is said to be too long is not even read. @param {Request} request */
export async function readJson(request) {
  if (Number(request.headers.get('content-length')) > MAX_BODY) throw tooLong();
  const body = await request.arrayBuffer();
  if (body.byteLength > MAX_BODY) throw tooLong();
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new KehuError('request/json', { message: 'the body is not JSON', cause });
  }
}

const tooLong = () => new KehuError('request/too_long', { message: `more than ${MAX_BODY} bytes` });

/** What the caller can put right is 400, what may pass by itself 503. @param {any} error */
export function failure(error) {
  if (!(error instanceof KehuError)) return Response.json({ code: 'http/internal' }, { status: 500 });
  const { code, path, message, retryable } = error;
  const status = code === 'http/not_found' ? 404 : 400;
  return Response.json({ code, path, message }, { status: retryable ? 503 : status });
}
