/** Why a file is no table at all. */
export type Unreadable = 'excel' | 'binary' | 'json' | 'empty' | 'noRows';

const PROBE = 4096;
/** What workbooks begin with: the new ones are zip files, the old ones compound documents. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];
/** Byte order marks of UTF-16, in which every other byte may be zero. */
const UTF16 = ['fffe', 'feff'];

/** An object, or a list of them. */
const JSON_BEGINS = /^\s*(\{\s*["}]|\[\s*[\]{])/;

/** Looks at the first bytes of a file; `null` where it may be text. */
export async function unreadable(file: Blob): Promise<Unreadable | null> {
  const start = new Uint8Array(await file.slice(0, PROBE).arrayBuffer());
  const begins = (signature: string) => hex(start.subarray(0, signature.length / 2)) === signature;
  if (WORKBOOKS.some(begins)) return 'excel';
  if (start.includes(0) && !UTF16.some(begins)) return 'binary';
  return JSON_BEGINS.test(new TextDecoder().decode(start)) ? 'json' : null;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
