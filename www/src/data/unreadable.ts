import { decodeCsv } from 'kehu';

/** Why a file is no table at all. */
export type Unreadable = 'excel' | 'binary' | 'json' | 'empty' | 'noRows';

const PROBE = 4096;
/** What workbooks begin with: the new ones are zip files, the old ones compound documents. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];

/** An object, or a list of them. */
const JSON_BEGINS = /^\s*(\{\s*["}]|\[\s*[\]{])/;

/** Looks at the first bytes of a file; `null` where it may be text. */
export async function unreadable(file: Blob): Promise<Unreadable | null> {
  const start = new Uint8Array(await file.slice(0, PROBE).arrayBuffer());
  if (WORKBOOKS.some((signature) => hex(start.subarray(0, signature.length / 2)) === signature)) return 'excel';
  const text = await textOf(start);
  if (text.includes('\0')) return 'binary';
  return JSON_BEGINS.test(text) ? 'json' : null;
}

/** As the file is read when it is imported. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of decodeCsv(bytes)) text += decoder.decode(chunk, { stream: true });
  return text;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
