/** In UTF-8 text with a damaged byte here and there, whole characters outnumber the damage at least so many times. */
const WHOLE_TO_DAMAGED = 3;

/**
 * Whether bytes read as UTF-8. A few damaged ones do not make a file another encoding; a cut-off end is no damage.
 * @param {Uint8Array} bytes
 */
export function looksUtf8(bytes) {
  let whole = 0;
  let damaged = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length > 1) whole += 1;
    if (length === 0) damaged += 1;
    at += length || 1;
  }
  return damaged === 0 || whole > damaged * WHOLE_TO_DAMAGED;
}

/**
 * How long the well-formed sequence at `at` is, 0 if it is none (Unicode 16, table 3-7).
 * @param {Uint8Array} bytes @param {number} at
 */
function sequenceAt(bytes, at) {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  const length = lengthBy(lead);
  const second = bytes[at + 1];
  if (length === 0 || (second !== undefined && !fitsSecond(lead, second))) return 0;
  for (let next = at + 2; next < Math.min(at + length, bytes.length); next += 1) {
    if (bytes[next] >> 6 !== 0b10) return 0;
  }
  return length;
}

/** @param {number} lead */
function lengthBy(lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** @param {number} lead @param {number} second */
function fitsSecond(lead, second) {
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high;
}
