//! Interned texts.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

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
    /// Where each text ends in `bytes`.
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    hasher: FixedState,
}

impl Default for Symbols {
    fn default() -> Self {
        Self {
            bytes: String::new(),
            ends: vec![0],
            numbers: HashTable::new(),
            hasher: FixedState::with_seed(0x6b65_6875),
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
        if let Some(number) = self.numbers.find(hash, |n| slice(&self.bytes, &self.ends, *n) == text) {
            return Symbol(*number);
        }
        let number = self.ends.len() as u32;
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.numbers.insert_unique(hash, number, |n| hasher.hash_one(slice(bytes, ends, *n)));
        Symbol(number)
    }

    /// The symbol of `text`, when it is known.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() {
            return Some(Symbol::EMPTY);
        }
        let hash = self.hasher.hash_one(text);
        self.numbers.find(hash, |n| slice(&self.bytes, &self.ends, *n) == text).map(|n| Symbol(*n))
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        slice(&self.bytes, &self.ends, symbol.0)
    }

    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether only the empty text is there.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// Forgets all texts but the first `len`.
    pub fn truncate(&mut self, len: usize) {
        let len = len.max(1);
        for number in len..self.ends.len() {
            let hash = self.hasher.hash_one(slice(&self.bytes, &self.ends, number as u32));
            if let Ok(entry) = self.numbers.find_entry(hash, |n| *n == number as u32) {
                entry.remove();
            }
        }
        self.ends.truncate(len);
        self.bytes.truncate(self.ends.last().map_or(0, |end| *end as usize));
    }
}

fn slice<'a>(bytes: &'a str, ends: &[u32], number: u32) -> &'a str {
    let number = number as usize;
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(number).copied().unwrap_or(start);
    bytes.get(start as usize..end as usize).unwrap_or("")
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
