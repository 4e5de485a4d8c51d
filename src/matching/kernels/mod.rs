//! How alike two texts are: measures on code points and tokens, without allocation for each pair.
//!
//! All are functions of the two texts alone, of integers and of exactly rounded operations on floating-point numbers, so
//! that every host computes the same bits.

mod dates;
mod digits;
mod grams;
mod jaro;
mod lists;
mod masks;
mod osa;
mod pattern;
mod places;
mod tokens;

pub use dates::{day_month_swapped, days_apart};
pub use digits::{differ_in_numbers, one_digit_or_swap, relative_difference, same_numbers};
pub use lists::common_items;
pub use pattern::Pattern;
pub use places::Place;
pub use tokens::{cosine, initials_match, overlap, same_words, tokens};

/// Compares pairs of texts; what was prepared for one pair serves the next that has a text in common with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffers {
    pattern: Pattern,
}

impl Buffers {
    /// [`Pattern::jaro_winkler`].
    pub(super) fn jaro_winkler(&mut self, left: &str, right: &str) -> f64 {
        let other = self.prepare(left, right);
        self.pattern.jaro_winkler(other)
    }

    /// [`Pattern::osa_within`].
    pub(super) fn within_edits(&mut self, left: &str, right: &str, most: usize) -> bool {
        let other = self.prepare(left, right);
        self.pattern.osa_within(other, most)
    }

    /// [`Pattern::dice`].
    pub(super) fn dice(&mut self, left: &str, right: &str) -> f64 {
        let other = self.prepare(left, right);
        self.pattern.dice(other)
    }

    /// Prepares one of the two texts, the left where neither is, and returns the other.
    fn prepare<'a>(&mut self, left: &'a str, right: &'a str) -> &'a str {
        if self.pattern.text() == right {
            return left;
        }
        if self.pattern.text() != left {
            self.pattern.set(left);
        }
        right
    }
}
