//! Interned texts.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::blocks::Blocks;
use super::lookup::{CHUNK, Lookup};
use super::texts::Texts;

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
    texts: Texts,
    numbers: Lookup,
    hasher: FixedState,
    /// Texts that belong together, such as the parts of a value, one after the other.
    parts: Blocks<Symbol>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut texts = Texts::default();
        texts.push("");
        let hasher = FixedState::with_seed(0x6b65_6875);
        Self { texts, numbers: Lookup::default(), hasher, parts: Blocks::default() }
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
        let number = self.len() as u32;
        let (texts, hasher) = (&self.texts, &self.hasher);
        self.numbers.insert(hash, number, &|n| hasher.hash_one(texts.get(n as usize)));
        self.texts.push(text);
        Symbol(number)
    }

    /// Adds texts, of which none may be there yet: one after the other in `bytes`, each with its length. They are found
    /// by text only after [`index`](Self::index).
    pub(super) fn append(&mut self, bytes: &[u8], lengths: &[u32]) -> Option<()> {
        let mut rest = std::str::from_utf8(bytes).ok()?;
        for some in lengths.chunks(CHUNK) {
            rest = self.texts.append(rest, some)?;
        }
        rest.is_empty().then_some(())
    }

    /// Makes all texts findable by text. Hashes are not kept: to make them anew in the order of the texts takes less time
    /// than to fetch them in the order of the table.
    pub(super) fn index(&mut self) {
        self.numbers = Lookup::default();
        let hash_of = |number: u32| self.hasher.hash_one(self.texts.get(number as usize));
        self.numbers = Lookup::filled(&mut (1..self.len() as u32), self.len(), &hash_of);
    }

    /// The symbol of `text`, when it is known.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() {
            return Some(Symbol::EMPTY);
        }
        self.find_hashed(text, self.hasher.hash_one(text))
    }

    fn find_hashed(&self, text: &str, hash: u64) -> Option<Symbol> {
        self.numbers.find(hash, |number| is_same(self.texts.get(number as usize), text)).map(Symbol)
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol.0 as usize)
    }

    /// How many bytes the text of a symbol has, which takes no look at the text.
    pub fn length(&self, symbol: Symbol) -> usize {
        self.texts.length(symbol.0 as usize)
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
        self.texts.len()
    }

    /// How many bytes the texts have together.
    pub fn bytes(&self) -> usize {
        self.texts.bytes()
    }

    /// Whether only the empty text is there.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// Forgets all texts but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        let len = len.max(1);
        for number in len..self.len() {
            self.numbers.remove(self.hasher.hash_one(self.texts.get(number)), number as u32);
        }
        self.texts.truncate(len);
    }
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
