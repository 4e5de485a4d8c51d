//! Numbers and texts as bytes, and back.
//!
//! A number is written seven bits a byte, the lowest first; all bytes but its last have the highest bit set. What is
//! read may be damaged or forged: nothing panics, and nothing larger is allocated than what there is to read.

/// Writes numbers and texts one after the other.
///
/// ```
/// use kehu::bytes::{Reader, Writer};
/// let mut writer = Writer::default();
/// writer.number(300);
/// writer.signed(-2);
/// writer.text("杭州");
/// let bytes = writer.take();
/// let mut reader = Reader::new(&bytes);
/// assert_eq!((reader.number(), reader.signed(), reader.text()), (Some(300), Some(-2), Some("杭州")));
/// assert!(reader.is_empty() && reader.number().is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Writes a number.
    pub fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// Writes a number that may be negative; small ones are short, whatever their sign.
    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    /// Writes a text with its length.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.raw(text.as_bytes());
    }

    /// Writes bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

/// Numbers that one call reads.
const MANY: usize = 1024;

/// Reads what a [`Writer`] wrote; `None` where that is not there.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether all was read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes are left.
    pub fn len(&self) -> usize {
        self.rest.len()
    }

    /// A number.
    #[inline]
    pub fn number(&mut self) -> Option<u64> {
        let (first, rest) = self.rest.split_first()?;
        if *first < 0x80 {
            self.rest = rest;
            return Some(u64::from(*first));
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Option<u64> {
        let mut number = 0;
        for (place, byte) in self.rest.iter().take(10).enumerate() {
            number |= u64::from(byte & 0x7f) << (7 * place);
            if *byte < 0x80 {
                self.rest = self.rest.get(place + 1..)?;
                return Some(number);
            }
        }
        None
    }

    /// A number of at most 32 bits.
    #[inline]
    pub fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// So many numbers of at most 32 bits.
    pub fn smalls(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut numbers = Vec::with_capacity(count.min(self.rest.len()));
        while numbers.len() < count {
            self.more(count.min(numbers.len() + MANY), &mut numbers)?;
        }
        Some(numbers)
    }

    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn more(&mut self, count: usize, numbers: &mut Vec<u32>) -> Option<()> {
        while numbers.len() < count {
            numbers.push(self.small()?);
        }
        Some(())
    }

    /// A number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// How many things follow, each of at least one byte: never more than there are bytes.
    pub fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len()).then_some(count)
    }

    /// So many bytes.
    pub fn raw(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A text with its length.
    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.raw(length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec((any::<u64>(), 0_u32..64, any::<i64>()), 0..50)) {
            let mut writer = Writer::default();
            for (number, shift, signed) in &numbers {
                writer.number(number >> shift);
                writer.signed(signed >> shift);
            }
            let bytes = writer.take();
            let mut reader = Reader::new(&bytes);
            for (number, shift, signed) in &numbers {
                prop_assert_eq!(reader.number(), Some(number >> shift));
                prop_assert_eq!(reader.signed(), Some(signed >> shift));
            }
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn anything_may_be_read(bytes in prop::collection::vec(any::<u8>(), 0..30)) {
            let mut reader = Reader::new(&bytes);
            while reader.text().is_some() || reader.count().is_some() || reader.small().is_some() {}
        }
    }
}
