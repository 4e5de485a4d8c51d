//! Stable customer ids.

use std::fmt;
use std::str::FromStr;

/// The id of a customer: the hash of the reference of the record it began with.
///
/// Every record has such an id in waiting. A customer carries that of its earliest record, so ids need no store: a
/// re-run gives the same ones, the id of a customer that was merged away still leads to the survivor (through the
/// record it came from), and a split brings the old id back.
///
/// ```
/// use kehu::identity::CustomerId;
/// let id = CustomerId::of("crm", "1001");
/// assert_eq!(id.to_string().len(), 13);
/// assert_eq!(id.to_string().parse(), Ok(id));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(u64);

/// Crockford's base 32 (no I, L, O, U), as <https://www.crockford.com/base32.html> defines it.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 12 digits of 5 bits.
const BITS: u32 = 60;

impl CustomerId {
    /// The id in waiting of the record `id` of `source`.
    pub fn of(source: &str, id: &str) -> Self {
        // FNV-1a, 64 bits (draft-eastlake-fnv); the finalizer of MurmurHash3 spreads ids that differ little.
        let bytes = source.bytes().chain([0x1f]).chain(id.bytes());
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Self((hash ^ (hash >> 33)) >> (u64::BITS - BITS))
    }
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("C")?;
        (0..BITS / 5).rev().try_for_each(|place| {
            let digit = (self.0 >> (place * 5)) & 31;
            let byte = DIGITS.get(digit as usize).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(byte))
        })
    }
}

impl FromStr for CustomerId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('C').filter(|d| d.len() == (BITS / 5) as usize).ok_or(())?;
        let digit = |byte: u8| DIGITS.iter().position(|d| *d == byte).map(|value| value as u64).ok_or(());
        digits.bytes().try_fold(0, |id, byte| Ok((id << 5) | digit(byte)?)).map(Self)
    }
}
