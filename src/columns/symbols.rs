//! Interned texts.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::blocks::Blocks;
use super::numbers::{CHUNK, filled};

/// A text by its number; texts are equal when their symbols are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

impl Symbol {
    /// The empty text, which stands for a part that a value does not have.
    pub const EMPTY: Self = Self(0);

    /// The symbol, unless it is the empty text.
    pub fn present(self) -> Option<Self> {
        (self != Self::EMPTY).then_some(self)
    }
}

/// A growing set of texts, each stored once.
///
/// ```
/// use kehu::columns::{Symbol, Symbols};
/// let mut symbols = Symbols::default();
/// let a = symbols.intern("杭州");
/// assert_eq!(symbols.intern("杭州"), a);
/// assert_eq!(symbols.text(a), "杭州");
/// assert_eq!(symbols.intern(""), Symbol::EMPTY);
/// let mark = symbols.len();
/// symbols.intern("宁波");
/// symbols.truncate(mark);
/// assert_eq!(symbols.find("宁波"), None);
/// ```
#[derive(Clone, Debug)]
pub struct Symbols {
    bytes: String,
    /// Where each text ends in the bytes.
    ends: Blocks<u32>,
    numbers: HashTable<u32>,
    hasher: FixedState,
    /// Texts that belong together, such as the parts of a value, one after the other.
    parts: Blocks<Symbol>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut ends = Blocks::default();
        ends.push(0);
        Self {
            bytes: String::new(),
            ends,
            numbers: HashTable::new(),
            hasher: FixedState::with_seed(0x6b65_6875),
            parts: Blocks::default(),
        }
    }
}

impl Symbols {
    /// The symbol of `text`, which is stored when it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if text.is_empty() {
            return Symbol::EMPTY;
        }
        let hash = self.hasher.hash_one(text);
        if let Some(symbol) = self.find_hashed(text, hash) {
            return symbol;
        }
        let number = self.ends.len() as u32;
        if self.bytes.capacity() - self.bytes.len() < text.len() {
            self.bytes.reserve_exact(text.len().max(self.bytes.len() / 4));
        }
        if self.numbers.len() == self.numbers.capacity() {
            self.index(self.numbers.len() * 2);
        }
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.numbers.insert_unique(hash, number, |n| hasher.hash_one(slice(bytes, ends, *n)));
        Symbol(number)
    }

    /// Adds texts, of which none may be there yet: one after the other in `bytes`, each with its length. They are found
    /// by text only after [`index`](Self::index).
    pub(super) fn append(&mut self, bytes: &[u8], lengths: &[u32]) -> Option<()> {
        u32::try_from(self.bytes.len().checked_add(bytes.len())?).ok()?;
        if self.bytes.capacity() - self.bytes.len() < bytes.len() {
            self.bytes.reserve_exact(bytes.len().max(self.bytes.len() / 4));
        }
        let mut end = self.bytes.len();
        self.bytes.push_str(std::str::from_utf8(bytes).ok()?);
        for some in lengths.chunks(CHUNK) {
            end = self.append_ends(end, some)?;
        }
        (end == self.bytes.len()).then_some(())
    }

    // A function of its own: browsers make those quick that are called often, not those that run long.
    #[inline(never)]
    fn append_ends(&mut self, mut end: usize, lengths: &[u32]) -> Option<usize> {
        for length in lengths {
            end = end.checked_add(*length as usize)?;
            if *length == 0 || !self.bytes.is_char_boundary(end) {
                return None;
            }
            self.ends.push(end as u32);
        }
        Some(end)
    }

    /// Makes all texts findable by text, and room for up to `room` texts. Hashes are not kept: to make them anew in the
    /// order of the texts takes less time than to fetch them in the order of the table.
    pub(super) fn index(&mut self, room: usize) {
        self.numbers = HashTable::new();
        let hash_of = |n: u32| self.hasher.hash_one(slice(&self.bytes, &self.ends, n));
        self.numbers = filled(&mut (1..self.ends.len() as u32), room.max(self.len()), &hash_of);
    }

    /// The symbol of `text`, when it is known.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() {
            return Some(Symbol::EMPTY);
        }
        self.find_hashed(text, self.hasher.hash_one(text))
    }

    fn find_hashed(&self, text: &str, hash: u64) -> Option<Symbol> {
        self.numbers.find(hash, |n| is_same(slice(&self.bytes, &self.ends, *n), text)).map(|n| Symbol(*n))
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        slice(&self.bytes, &self.ends, symbol.0)
    }

    /// How many bytes the text of a symbol has, which takes no look at the text.
    pub fn length(&self, symbol: Symbol) -> usize {
        let (start, end) = span(&self.ends, symbol.0);
        end - start
    }

    /// Notes a text behind those that were noted before.
    pub fn push_part(&mut self, part: Symbol) {
        self.parts.push(part);
    }

    /// How many texts were noted.
    pub fn parts(&self) -> u32 {
        self.parts.len() as u32
    }

    /// The text that was noted at a place.
    #[inline]
    pub fn part(&self, place: u32) -> Symbol {
        self.parts.get(place as usize).copied().unwrap_or_default()
    }

    /// Forgets all that was noted but the first `parts`.
    pub fn truncate_parts(&mut self, parts: u32) {
        (parts..self.parts()).for_each(|_| _ = self.parts.pop());
    }

    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes the texts have together.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Whether only the empty text is there.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// Forgets all texts but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        let len = len.max(1);
        while self.ends.len() > len {
            let number = self.ends.len() as u32 - 1;
            let hash = self.hasher.hash_one(slice(&self.bytes, &self.ends, number));
            if let Ok(entry) = self.numbers.find_entry(hash, |n| *n == number) {
                entry.remove();
            }
            self.ends.pop();
        }
        self.bytes.truncate(self.ends.get(len - 1).map_or(0, |end| *end as usize));
    }
}

fn slice<'a>(bytes: &'a str, ends: &Blocks<u32>, number: u32) -> &'a str {
    let (start, end) = span(ends, number);
    bytes.get(start..end).unwrap_or("")
}

/// Where a text starts and ends.
#[inline]
fn span(ends: &Blocks<u32>, number: u32) -> (usize, usize) {
    let number = number as usize;
    let end = |number: usize| ends.get(number).map(|end| *end as usize);
    let start = number.checked_sub(1).and_then(end).unwrap_or(0);
    (start, end(number).unwrap_or(start))
}

/// Whether two texts are the same. Wasm has no quick comparison of memory, so this takes eight bytes at a time.
fn is_same(a: &str, b: &str) -> bool {
    let ((a, a_rest), (b, b_rest)) = (a.as_bytes().as_chunks::<8>(), b.as_bytes().as_chunks::<8>());
    a.len() == b.len() && a_rest == b_rest && a.iter().zip(b).all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncating_undoes_exactly_what_came_after() {
        let mut symbols = Symbols::default();
        let kept: Vec<_> = (0..500).map(|i| symbols.intern(&format!("kept {i}"))).collect();
        let mark = symbols.len();
        for i in 0..500 {
            symbols.intern(&format!("gone {i}"));
        }
        symbols.truncate(mark);
        assert_eq!(symbols.len(), mark);
        assert!((0..500).all(|i| symbols.find(&format!("gone {i}")).is_none()));
        assert!(kept.iter().enumerate().all(|(i, s)| symbols.find(&format!("kept {i}")) == Some(*s)));
        assert_eq!(symbols.intern("again").0 as usize, mark);
    }
}
