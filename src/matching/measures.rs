//! Measures between two values: what the tests of a level ask.

use super::kernels::{self, Buffers};
use super::model::{CompiledTest, Shares};
use crate::columns::{Symbol, Symbols};
use crate::normalize::Value;
use crate::schema::ruleset::{Measure, Part};
use crate::tables::nicknames::is_nickname;
use crate::text;

/// Tests values, with buffers that are used again.
#[derive(Debug)]
pub(super) struct Measures<'a> {
    symbols: &'a Symbols,
    buffers: Buffers,
}

impl<'a> Measures<'a> {
    pub fn new(symbols: &'a Symbols) -> Self {
        Self { symbols, buffers: Buffers::default() }
    }

    /// Whether a test holds.
    pub fn holds(&mut self, test: &CompiledTest, a: &Value, b: &Value, words: Option<&Shares>) -> bool {
        let (x, y) = (a.part(test.part), b.part(test.part));
        let (has_x, has_y) = (x != Symbol::EMPTY, y != Symbol::EMPTY);
        match test.measure {
            Measure::OneSided => return has_x != has_y,
            Measure::Alike => return x == y,
            Measure::Compatible if !has_x || !has_y => return true,
            _ if !has_x || !has_y => return false,
            Measure::Same => return x == y,
            Measure::Differs => return self.differs(test.part, x, y),
            Measure::Compatible => return !self.differs(test.part, x, y),
            _ => {}
        }
        if x == y {
            return true;
        }
        let (x, y) = self.in_order(x, y);
        match test.measure {
            Measure::Similar => self.buffers.jaro_winkler(x, y) >= test.at_least,
            Measure::Edits => self.near(x, y, test.at_most),
            Measure::Overlap => kernels::overlap(x, y, test.at_least),
            Measure::Cosine => words.is_some_and(|shares| self.cosine(x, y, shares) >= test.at_least),
            Measure::Reordered => kernels::same_words(x, y),
            Measure::Initials => kernels::initials_match(x, y),
            Measure::Nickname => nickname(x, y),
            Measure::Near => kernels::relative_difference(x, y).is_some_and(|apart| 1.0 - apart >= test.at_least),
            Measure::Days => kernels::days_apart(x, y).is_some_and(|days| days as usize <= test.at_most),
            Measure::DayMonth => kernels::day_month_swapped(x, y),
            Measure::Starts => starts(x, y, test.at_most),
            Measure::Ends => ends(x, y, test.at_most),
            Measure::Contains => contains(x, y) || contains(y, x),
            Measure::Shape => text::same_shape(x, y),
            _ => false,
        }
    }

    /// Regions differ when neither contains the other; texts of one script when they are not the same.
    fn differs(&self, part: Part, a: Symbol, b: Symbol) -> bool {
        let (left, right) = (self.symbols.text(a), self.symbols.text(b));
        if part == Part::Region {
            return !left.starts_with(right) && !right.starts_with(left);
        }
        a != b && text::contains_han(left) == text::contains_han(right)
    }

    /// Two texts in an order of their own, for measures that depend on which comes first.
    fn in_order(&self, a: Symbol, b: Symbol) -> (&'a str, &'a str) {
        let (a, b) = (self.symbols.text(a), self.symbols.text(b));
        if a <= b { (a, b) } else { (b, a) }
    }

    fn near(&mut self, a: &str, b: &str, at_most: usize) -> bool {
        let long_enough = |text: &str| text.chars().nth((at_most * 4).saturating_sub(1)).is_some();
        long_enough(a) && long_enough(b) && self.buffers.within_edits(a, b, at_most)
    }

    fn cosine(&self, a: &str, b: &str, shares: &Shares) -> f64 {
        let weight = |token: &str| {
            let share = self.symbols.find(token).map_or_else(|| shares.rest(), |symbol| shares.of(symbol));
            -share.min(-1)
        };
        kernels::cosine(a, b, &weight)
    }
}

/// Middle names aside: they are rarely shortened, and often left out.
fn nickname(a: &str, b: &str) -> bool {
    is_nickname(first_word(a), first_word(b))
}

fn first_word(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(first, _)| first)
}

fn starts(a: &str, b: &str, chars: usize) -> bool {
    a.chars().take(chars).eq(b.chars().take(chars)) && a.chars().nth(chars.saturating_sub(1)).is_some()
}

fn ends(a: &str, b: &str, chars: usize) -> bool {
    a.chars().rev().take(chars).eq(b.chars().rev().take(chars))
        && a.chars().nth(chars.saturating_sub(1)).is_some()
}

fn contains(whole: &str, part: &str) -> bool {
    part.chars().nth(2).is_some() && whole.contains(part)
}
