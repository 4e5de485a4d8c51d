/** So many bytes of a text tell whether it is UTF-16. */
export const ENOUGH = 64;
/** Looking at more tells no more. */
const PROBE = 8 << 10;
/** What no text holds, and what no table is without. */
const NO_TEXT = /(?!\s)[\p{Cc}\ufffd]/u;
const SEPARATOR = /[\n,;|]/;

/**
 * UTF-16 without a mark, by its zero bytes: half of each ASCII character is one, all on the same side, and tables are full of
 * commas, digits and line ends. Some Chinese characters (一, 开) have one on the other side.
 * @param {Uint8Array} bytes
 * @returns {'utf-16le' | 'utf-16be' | null}
 */
export function utf16Of(bytes) {
  const start = bytes.subarray(0, Math.min(PROBE, bytes.length & ~1));
  const sides = [0, 0];
  for (const [place, byte] of start.entries()) if (byte === 0) sides[place & 1] += 1;
  const [few, most] = sides[0] < sides[1] ? sides : [sides[1], sides[0]];
  if (most * 32 < start.length || few * 2 > most || most === 0) return null;
  const encoding = sides[1] === most ? 'utf-16le' : 'utf-16be';
  const text = new TextDecoder(encoding).decode(start, { stream: true });
  return SEPARATOR.test(text) && !NO_TEXT.test(text) ? encoding : null;
}
