//! Finding Chinese texts by how they are read.

use crate::tables::surnames;
use crate::text::{pinyin, surname_pinyin};

/// Letters as people type them to find a text: `yunfan`, `yf`, `yunf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pinyin(String);

/// Letters that are looked for at most: a place among them is a bit.
pub(in crate::expr) const LONGEST: usize = 63;

impl Pinyin {
    /// Reads what was typed, letters or Chinese; `None` when there is nothing to read, or too much.
    pub(in crate::expr) fn new(typed: &str) -> Option<Self> {
        let syllables = pinyin(typed).concat();
        let letters =
            || typed.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
        let letters: String = if syllables.is_empty() { letters() } else { syllables };
        (1..=LONGEST).contains(&letters.len()).then_some(Self(letters))
    }

    /// Whether some syllables of the text in a row, each in full or only begun, are the letters.
    pub(in crate::expr) fn reads(&self, text: &str) -> bool {
        self.is_in(&pinyin(text)) || as_name(text).is_some_and(|syllables| self.is_in(&syllables))
    }

    fn is_in(&self, syllables: &[&str]) -> bool {
        let letters = self.0.as_bytes();
        let end = 1_u64 << letters.len();
        let mut reached = 1_u64;
        for syllable in syllables {
            // A search may begin at every syllable.
            let mut next = 1;
            for place in (0..letters.len()).filter(|place| reached >> place & 1 == 1) {
                let rest = letters.get(place..).unwrap_or_default();
                let common = rest.iter().zip(syllable.bytes()).take_while(|(a, b)| **a == *b).count();
                (1..=common).for_each(|taken| next |= 1 << (place + taken));
            }
            if next & end != 0 {
                return true;
            }
            reached = next;
        }
        false
    }
}

/// The syllables of a name whose surname is not read as its characters are elsewhere.
fn as_name(text: &str) -> Option<Vec<&'static str>> {
    let mut ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    let one = ends.next()?;
    let ends = [ends.next(), Some(one)];
    let mut splits = ends.into_iter().flatten().filter_map(|end| text.split_at_checked(end));
    let (surname, given) = splits.find(|(surname, _)| surnames::reading(surname).is_some())?;
    Some([surname_pinyin(surname), pinyin(given)].concat())
}
