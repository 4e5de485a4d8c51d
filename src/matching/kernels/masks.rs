//! Where each character of a short text stands, as bits: one word a character.

/// Longest text that the bits of a word hold.
pub(super) const MOST: usize = 64;

/// Code points of a block: those whose UTF-8 differs in the last byte only.
const BLOCK: usize = 64;
/// Enough for every code point.
const BLOCKS: usize = 0x11_0000 / BLOCK;
/// The blocks of ASCII, which has a table of its own.
const ASCII_BLOCKS: usize = 2;
/// The block of what the text does not hold, which stays empty.
const NOWHERE: u8 = 0;

/// The positions of every character of a text; what is not in it stands nowhere.
///
/// Beyond ASCII it is a table of two levels, by the last byte of a character and by those before it. Whatever the script,
/// a character is found by two loads, without a search and without a branch that would depend on which it is.
#[derive(Clone, Debug)]
pub(super) struct Masks {
    ascii: [u64; 128],
    /// For each block of code points, which block of `wide` holds it.
    blocks: Vec<u8>,
    wide: Vec<u64>,
    used: u8,
}

/// What [`Masks::find`] has found.
pub(super) struct Found {
    /// How many characters it looked for, at most [`MOST`].
    pub(super) length: usize,
    /// How many of them stand nowhere.
    pub(super) strange: usize,
}

impl Default for Masks {
    fn default() -> Self {
        Self { ascii: [0; 128], blocks: vec![NOWHERE; BLOCKS], wide: vec![0; BLOCK], used: 1 }
    }
}

impl Masks {
    /// Adds one character at a position below [`MOST`].
    pub(super) fn add(&mut self, c: char, position: usize) {
        self.open_block(c);
        if let Some(places) = self.places(c) {
            *places |= 1 << (position % MOST);
        }
    }

    /// Takes back what was added, given the same characters again.
    pub(super) fn remove(&mut self, text: impl Iterator<Item = char> + Clone) {
        for c in text.clone() {
            if let Some(places) = self.places(c) {
                *places = 0;
            }
        }
        for c in text {
            if let Some(block) = self.blocks.get_mut(c as usize / BLOCK) {
                *block = NOWHERE;
            }
        }
        self.used = 1;
    }

    /// Gives the block of a character beyond ASCII room, which is empty from the last time.
    fn open_block(&mut self, c: char) {
        let block = self.blocks.get_mut(c as usize / BLOCK).filter(|_| !c.is_ascii());
        let Some(block) = block.filter(|block| **block == NOWHERE) else { return };
        *block = self.used;
        self.used = self.used.saturating_add(1);
        let needed = BLOCK * usize::from(self.used);
        if self.wide.len() < needed {
            self.wide.resize(needed, 0);
        }
    }

    /// Where a character stands.
    pub(super) fn of(&self, c: char) -> u64 {
        self.at(c as usize / BLOCK, c as usize % BLOCK)
    }

    /// Where the character stands that is one of a block.
    #[inline]
    fn at(&self, block: usize, low: usize) -> u64 {
        let place = if block < ASCII_BLOCKS {
            self.ascii.get(block * BLOCK + low)
        } else {
            let block = self.blocks.get(block).copied().unwrap_or(NOWHERE);
            self.wide.get(usize::from(block) * BLOCK + low)
        };
        place.copied().unwrap_or_default()
    }

    fn places(&mut self, c: char) -> Option<&mut u64> {
        if c.is_ascii() {
            return self.ascii.get_mut(c as usize);
        }
        let block = self.blocks.get(c as usize / BLOCK).copied()?;
        self.wide.get_mut(usize::from(block) * BLOCK + c as usize % BLOCK)
    }

    /// Writes down where each of the first characters of a text stands.
    pub(super) fn find(&self, text: &str, places: &mut [u64; MOST]) -> Found {
        let mut found = self.find_ascii(text.as_bytes(), places);
        let mut rest = text.as_bytes().get(found.length..).unwrap_or_default();
        for place in places.iter_mut().skip(found.length) {
            let Some((block, low, after)) = decode(rest) else { break };
            *place = self.at(block, low);
            rest = after;
            found.length += 1;
            found.strange += usize::from(*place == 0);
        }
        found
    }

    /// The ASCII characters at the front, which are all there are in most texts.
    fn find_ascii(&self, text: &[u8], places: &mut [u64; MOST]) -> Found {
        let mut found = Found { length: 0, strange: 0 };
        for (place, byte) in places.iter_mut().zip(text).take_while(|(_, byte)| byte.is_ascii()) {
            *place = self.ascii.get(usize::from(*byte)).copied().unwrap_or_default();
            found.length += 1;
            found.strange += usize::from(*place == 0);
        }
        found
    }
}

/// The block of the first character of UTF-8 bytes, which of the block it is, and the bytes after it.
#[inline]
fn decode(text: &[u8]) -> Option<(usize, usize, &[u8])> {
    let low = |byte: u8| usize::from(byte % 64);
    Some(match *text {
        [a, b, c, ref after @ ..] if a >> 4 == 0b1110 => (usize::from(a % 16) << 6 | low(b), low(c), after),
        [a, ref after @ ..] if a.is_ascii() => (usize::from(a >> 6), low(a), after),
        [a, b, ref after @ ..] if a >> 5 == 0b110 => (usize::from(a % 32), low(b), after),
        [a, b, c, d, ref after @ ..] => (usize::from(a % 8) << 12 | low(b) << 6 | low(c), low(d), after),
        _ => return None,
    })
}
