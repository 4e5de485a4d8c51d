//! How many parts two texts share, wherever they stand.

use super::masks::{MOST, Masks};
use crate::text;

/// What a character adds to the parts of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gram {
    /// A Chinese character says about as much as two letters, so that it is a part of its own.
    Character,
    /// Any other is a part with the one before it, where that is one of its word.
    Pair,
    None,
}

/// Tells the parts of a text, character by character.
#[derive(Default)]
struct Grams {
    in_word: bool,
}

impl Grams {
    fn next(&mut self, c: char) -> Gram {
        let (is_han, was_in_word) = (text::is_han(c), self.in_word);
        self.in_word = c != ' ' && !is_han;
        match (is_han, self.in_word && was_in_word) {
            (true, _) => Gram::Character,
            (false, true) => Gram::Pair,
            (false, false) => Gram::None,
        }
    }
}

/// How many parts the first characters of a text have.
pub(super) fn count(text: &str) -> usize {
    let mut grams = Grams::default();
    text.chars().take(MOST).filter(|c| grams.next(*c) != Gram::None).count()
}

/// How many parts of a text are among those of the one prepared; each of those serves once.
pub(super) fn shared(masks: &Masks, text: &str) -> usize {
    let (mut grams, mut before, mut shared) = (Grams::default(), 0_u64, 0);
    let (mut characters, mut pairs) = (u64::MAX, u64::MAX);
    for c in text.chars().take(MOST) {
        let places = masks.of(c);
        let (free, open) = match grams.next(c) {
            Gram::Character => (places & characters, &mut characters),
            Gram::Pair => (before << 1 & places & pairs, &mut pairs),
            Gram::None => (0, &mut pairs),
        };
        *open ^= free & free.wrapping_neg();
        shared += usize::from(free != 0);
        before = places;
    }
    shared
}
