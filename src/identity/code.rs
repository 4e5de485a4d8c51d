//! Ids made of content: a hash written in digits that people can read to each other.

/// Crockford's base 32 (no I, L, O, U), as <https://www.crockford.com/base32.html> defines it.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 12 digits of 5 bits.
const BITS: u32 = 60;

/// The hash of some texts in order.
pub(super) fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> u64 {
    // FNV-1a, 64 bits (draft-eastlake-fnv); the finalizer of MurmurHash3 spreads ids that differ little.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for (place, text) in texts.into_iter().enumerate() {
        if place > 0 {
            add(0x1f);
        }
        text.bytes().for_each(&mut add);
    }
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash ^ (hash >> 33)) >> (u64::BITS - BITS)
}

/// A hash after the letter that says what it is the id of, in one piece: whole lists of ids are written.
pub(super) fn text(letter: u8, hash: u64) -> String {
    let places = (0..BITS / 5).rev();
    let digits = places.map(|place| DIGITS.get((hash >> (place * 5)) as usize & 31).copied().unwrap_or(b'0'));
    let mut text = String::with_capacity(1 + (BITS / 5) as usize);
    text.extend(std::iter::once(letter).chain(digits).map(char::from));
    text
}

/// Reads what [`text`] wrote.
pub(super) fn read(text: &str, letter: u8) -> Result<u64, ()> {
    let digits = text.strip_prefix(char::from(letter)).filter(|d| d.len() == (BITS / 5) as usize).ok_or(())?;
    let digit = |byte: u8| DIGITS.iter().position(|d| *d == byte).map(|value| value as u64).ok_or(());
    digits.bytes().try_fold(0, |id, byte| Ok((id << 5) | digit(byte)?))
}
