//! Lists of words, searched by what a text begins or ends with.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::packs::Text;
use crate::sort::Arrange;

/// From which end words are compared with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Where the words are written.
#[derive(Clone, Copy, Debug)]
enum List {
    Here(&'static str),
    Packed(Text),
}

/// A list of words, sorted on first use; finding the longest that fits a text takes a few binary searches.
#[derive(Debug)]
pub struct Words {
    list: List,
    side: Side,
    sorted: OnceLock<Sorted>,
}

#[derive(Debug)]
struct Sorted {
    words: Vec<&'static str>,
    edges: Edges,
}

/// The characters at that side of the words, a bit for each of their hashes: most texts end in none of them, and that is
/// said without a search.
#[derive(Debug)]
struct Edges {
    side: Side,
    bits: [u64; 16],
}

impl Edges {
    fn of(side: Side, words: &[&str]) -> Self {
        let mut edges = Self { side, bits: [0; 16] };
        for word in words {
            let (place, bit) = place(side, word.as_bytes());
            if let Some(bits) = edges.bits.get_mut(place) {
                *bits |= bit;
            }
        }
        edges
    }

    /// Whether a word may fit the text; a word that does has the same character at that side.
    fn may_fit(&self, text: &str) -> bool {
        let (place, bit) = place(self.side, text.as_bytes());
        self.bits.get(place).is_some_and(|bits| bits & bit != 0)
    }
}

/// Where the character at that side of a text is noted: by its last bytes, which differ most.
fn place(side: Side, text: &[u8]) -> (usize, u64) {
    let (last, before) = match (side, text) {
        (Side::End, [.., before, last]) if !last.is_ascii() => (*last, *before),
        (Side::Start, [0xE0..=0xFF, before, last, ..]) => (*last, *before),
        (Side::End, [.., last]) | (Side::Start, [last, ..]) => (*last, 0),
        _ => (0, 0),
    };
    (usize::from(before & 15), 1 << (last & 63))
}

/// The fewest bytes that a word has: one character of the alphabet.
const LEAST: usize = 1;

impl Words {
    /// Words to look for at the start of texts, separated by `|`.
    ///
    /// ```
    /// use kehu::tables::Words;
    /// static FORMS: Words = Words::starting("有限|有限公司");
    /// assert_eq!(FORMS.start_of("有限公司上海分公司"), Some("有限公司"));
    /// assert_eq!(FORMS.start_of("股份"), None);
    /// ```
    pub const fn starting(list: &'static str) -> Self {
        Self { list: List::Here(list), side: Side::Start, sorted: OnceLock::new() }
    }

    /// Words to look for at the end of texts, separated by `|`.
    ///
    /// ```
    /// use kehu::tables::Words;
    /// static FORMS: Words = Words::ending("公司|有限公司");
    /// assert_eq!(FORMS.end_of("华信有限公司"), Some("有限公司"));
    /// assert!(FORMS.contains("公司") && !FORMS.contains("限公司"));
    /// ```
    pub const fn ending(list: &'static str) -> Self {
        Self { list: List::Here(list), side: Side::End, sorted: OnceLock::new() }
    }

    /// Words of a pack to look for at the end of texts; none until the pack is there.
    pub(super) const fn ending_of_pack(list: Text) -> Self {
        Self { list: List::Packed(list), side: Side::End, sorted: OnceLock::new() }
    }

    /// Whether the word is in the list.
    pub fn contains(&self, word: &str) -> bool {
        let compare = |probe: &&str| compare(self.side, probe.as_bytes(), word.as_bytes());
        let sorted = self.sorted();
        sorted.edges.may_fit(word) && sorted.words.binary_search_by(compare).is_ok()
    }

    /// The longest word that the text starts with; for lists of [`Words::starting`].
    pub fn start_of(&self, text: &str) -> Option<&'static str> {
        self.longest(text)
    }

    /// The longest word that the text ends with; for lists of [`Words::ending`].
    pub fn end_of(&self, text: &str) -> Option<&'static str> {
        self.longest(text)
    }

    fn longest(&self, text: &str) -> Option<&'static str> {
        let Sorted { words, edges } = self.sorted();
        if !edges.may_fit(text) {
            return None;
        }
        longest(words, self.side, text.as_bytes(), LEAST).and_then(|at| words.get(at)).copied()
    }

    fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| {
            let list = match self.list {
                List::Here(list) => list,
                List::Packed(list) => list.get(),
            };
            let mut words: Vec<&str> = list.split('|').filter(|word| !word.is_empty()).collect();
            words.arrange_by(|a, b| compare(self.side, a.as_bytes(), b.as_bytes()));
            Sorted { edges: Edges::of(self.side, &words), words }
        })
    }
}

fn compare(side: Side, a: &[u8], b: &[u8]) -> Ordering {
    match side {
        Side::Start => a.cmp(b),
        Side::End => a.iter().rev().cmp(b.iter().rev()),
    }
}

/// The place in the sorted words, none of which has fewer than `least` bytes, of the longest one that the text starts
/// with.
pub(super) fn longest_start(words: &[&str], text: &str, least: usize) -> Option<usize> {
    longest(words, Side::Start, text.as_bytes(), least)
}

/// The word right before the text in the order is the longest that fits, or shares with the text as much as any word
/// that fits can have.
fn longest(words: &[&str], side: Side, text: &[u8], least: usize) -> Option<usize> {
    let mut probe = text;
    let mut before = words;
    loop {
        // What is left of the text stands before the whole of it in the order.
        let after = before.partition_point(|word| compare(side, word.as_bytes(), probe) != Ordering::Greater);
        before = before.get(..after)?;
        let place = after.checked_sub(1)?;
        let word = words.get(place)?.as_bytes();
        let shared = shared(side, word, probe);
        if shared == word.len() {
            return Some(place);
        }
        let rest = probe.len().checked_sub(shared)?;
        probe = match side {
            Side::Start => whole_characters(probe.get(..shared)?, probe.get(shared)),
            Side::End => probe.get(rest..)?,
        };
        if probe.len() < least {
            return None;
        }
    }
}

/// Without the first bytes of a character whose other bytes differ.
fn whole_characters<'a>(bytes: &'a [u8], next: Option<&u8>) -> &'a [u8] {
    let is_inner = |byte: &u8| byte & 0xC0 == 0x80;
    if !next.is_some_and(is_inner) {
        return bytes;
    }
    let start = bytes.iter().rposition(|byte| !is_inner(byte)).unwrap_or(0);
    bytes.get(..start).unwrap_or_default()
}

/// How many bytes two texts have in common at that side.
fn shared(side: Side, a: &[u8], b: &[u8]) -> usize {
    let same = |(a, b): &(&u8, &u8)| a == b;
    match side {
        Side::Start => a.iter().zip(b).take_while(same).count(),
        Side::End => a.iter().rev().zip(b.iter().rev()).take_while(same).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_fits_its_own_edges() {
        for side in [Side::Start, Side::End] {
            let words = ["a", "é", "上海", "上a", "a上", "𬎆", "é上", "上é", "aé"];
            let edges = Edges::of(side, &words);
            assert!(words.iter().all(|word| edges.may_fit(word)), "{side:?}");
            for word in words {
                let (before, after) = (format!("x{word}"), format!("{word}x"));
                assert!(edges.may_fit(if side == Side::Start { &after } else { &before }), "{side:?} {word}");
            }
            assert!(!edges.may_fit("") && !edges.may_fit("x") && !edges.may_fit("公"), "{side:?}");
        }
    }

    static STARTS: Words = Words::starting("上海|上海市|上海市浦东新区|上|北京");
    static ENDS: Words = Words::ending("店|分店|专卖店|店铺");

    #[test]
    fn the_longest_word_is_found() {
        for (text, word) in [
            ("上海市浦东", Some("上海市")),
            ("上海市浦东新区", Some("上海市浦东新区")),
            ("上山", Some("上")),
            ("北方", None),
            ("", None),
        ] {
            assert_eq!(STARTS.start_of(text), word, "{text}");
        }
        for (text, word) in [("华为专卖店", Some("专卖店")), ("卖店", Some("店")), ("铺", None)] {
            assert_eq!(ENDS.end_of(text), word, "{text}");
        }
    }
}
