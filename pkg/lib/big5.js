/** Of the characters that only one of both encodings has among its common ones, so many a hundred are Big5's in its text. */
const MOSTLY = 80;

/**
 * Whether bytes that are no UTF-8 read as Big5 rather than as GB18030. Both take two bytes for a Chinese character and keep
 * the common ones together: Big5 at A440 to C67E, GB 2312 at B0A1 to D7F9. What lies in both places tells nothing; text of
 * the other encoding lies in either place as it happens.
 * @param {Uint8Array} bytes
 */
export function looksBig5(bytes) {
  let big5 = 0;
  let gb = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const lead = bytes[at];
    if (lead < 0x81) continue;
    const trail = bytes[at + 1];
    at += 1;
    const isBig5 = lead >= 0xa4 && lead <= 0xc6 && hasBig5Trail(trail);
    const isGb = lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
    if (isBig5 && !isGb) big5 += 1;
    // No character of Big5 is written so.
    if ((isGb && !isBig5) || !hasBig5Trail(trail)) gb += 1;
  }
  return big5 > 0 && big5 * 100 >= (big5 + gb) * MOSTLY;
}

/** @param {number} trail */
const hasBig5Trail = (trail) => (trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe);
