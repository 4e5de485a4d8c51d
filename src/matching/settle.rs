//! Where one comparison of two rows comes out.

use super::gather::{Opened, Side};
use super::index::Index;
use super::measures::{Compared, Measures};
use super::model::{CompiledComparison, CompiledLevel, CompiledTest, Model, Shares, Weight};
use crate::columns::{Key, Row, Symbol, Symbols};
use crate::normalize::Records;
use crate::schema::ruleset::Measure;

/// Where a comparison came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The number of the level.
    pub level: usize,
    /// The value that both have, or the commoner of two that end alike, where the level says so.
    pub shared: Symbol,
    pub left: Symbol,
    pub right: Symbol,
}

/// What is known of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// There is nothing to compare, or what agrees says nothing.
    Nothing,
    At(Outcome),
    /// Texts must be read to tell.
    Open(Ceiling),
}

/// What is known of an open comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ceiling {
    /// It adds no more than this weight.
    pub most: Weight,
    /// The first level that may hold.
    pub level: usize,
}

impl Ceiling {
    fn raised(self, most: Weight) -> Self {
        Self { most: self.most.max(most), ..self }
    }
}

impl Settled {
    pub fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::At(outcome) => Some(outcome),
            Self::Nothing | Self::Open(_) => None,
        }
    }

    /// What is known of it while it is open; what is settled adds nothing more.
    pub fn ceiling(&self) -> Ceiling {
        if let Self::Open(ceiling) = self { *ceiling } else { Ceiling::default() }
    }
}

/// How much is done to settle a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Texts are told from each other by their symbols only.
    Glance,
    /// All that it takes.
    Full,
}

/// Settles comparisons.
#[derive(Debug)]
pub(super) struct Settler<'a> {
    model: &'a Model,
    records: &'a Records,
    index: &'a Index,
    measures: Measures<'a>,
    /// The key of each blocking rule that was last asked about, and whether it is generic: the candidates of a row share
    /// what they were found by.
    asked: Vec<(Key, bool)>,
}

/// What is settled: a comparison of two rows.
#[derive(Clone, Copy)]
struct Question<'q, 'a> {
    comparison: &'q CompiledComparison,
    left: Side<'q, 'a>,
    right: Side<'q, 'a>,
    effort: Effort,
}

impl<'a> Settler<'a> {
    pub fn new(model: &'a Model, records: &'a Records, index: &'a Index) -> Self {
        let asked = vec![Default::default(); model.blocking.len()];
        Self { model, records, index, measures: Measures::new(&records.symbols), asked }
    }

    /// The first level, from a given one on, that holds for a pair of values of two rows.
    pub fn settle(
        &mut self,
        comparison: &CompiledComparison,
        (left, right): (Side<'_, 'a>, Side<'_, 'a>),
        effort: Effort,
        from: usize,
    ) -> Settled {
        let (Some(a), Some(b)) = (left.values.first(), right.values.first()) else { return Settled::Nothing };
        let question = Question { comparison, left, right, effort };
        let mut open: Option<Ceiling> = None;
        for (number, level) in comparison.levels.iter().enumerate().skip(from) {
            let settled = if level.tests.is_empty() {
                let first = Compared { left: a, right: b };
                Some(Settled::At(outcome(comparison, number, first, &self.records.symbols)))
            } else {
                self.try_level(question, number, level)
            };
            match (settled, open) {
                (None, _) => {}
                (Some(Settled::Open(next)), _) => open = Some(open.unwrap_or(next).raised(next.most)),
                (Some(settled), None) => return settled,
                (Some(Settled::At(_)), Some(open)) => return Settled::Open(open.raised(level.ceiling)),
                (Some(Settled::Nothing), Some(open)) => return Settled::Open(open.raised(0)),
            }
        }
        // Values that no level speaks of say nothing.
        open.map_or(Settled::Nothing, |open| Settled::Open(open.raised(0)))
    }

    /// What a level makes of the comparison; `None` where it does not hold.
    fn try_level(&mut self, question: Question, number: usize, level: &CompiledLevel) -> Option<Settled> {
        let (mut is_common, mut is_open) = (false, false);
        let (comparison, symbols) = (question.comparison, &self.records.symbols);
        for left in question.left.values {
            for right in question.right.values {
                let pair = Compared { left, right };
                match self.holds_all(question, level, pair) {
                    Some(false) => {}
                    None => is_open = true,
                    Some(true) if self.is_common(comparison, pair) => is_common = true,
                    Some(true) if is_open => {}
                    Some(true) => return Some(Settled::At(outcome(comparison, number, pair, symbols))),
                }
            }
        }
        let says_nothing = question.comparison.frequency_rule.is_some();
        match (is_open, is_common) {
            (true, _) => {
                let most = if says_nothing { level.ceiling.max(0) } else { level.ceiling };
                Some(Settled::Open(Ceiling { most, level: number }))
            }
            (false, true) => Some(Settled::Nothing),
            (false, false) => None,
        }
    }

    /// Whether all tests of a level hold; `None` where a glance does not tell.
    #[inline]
    fn holds_all(&mut self, question: Question, level: &CompiledLevel, pair: Compared) -> Option<bool> {
        let mut all = Some(true);
        for test in &level.tests {
            match pair.glance(test).filter(|_| test.with.is_none()) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        if all.is_some() || question.effort == Effort::Glance {
            return all;
        }
        let (words, rows) = (question.comparison.words.as_ref(), (question.left.row, question.right.row));
        let mut tests = level.tests.iter();
        Some(tests.all(|test| self.holds(words, test, rows, pair)))
    }

    /// Whether a test holds for two values of two rows.
    pub fn holds(
        &mut self,
        words: Option<&Shares>,
        test: &CompiledTest,
        (left, right): (Row, Row),
        pair: Compared,
    ) -> bool {
        let Some(field) = test.with else { return self.measures.holds(test, pair, words) };
        let records = self.records;
        let others = |row| {
            let values = records.values(records.cell(row, field)).iter();
            values.map(|value| Opened::new(value, &records.symbols))
        };
        if test.measure == Measure::Distance {
            let (Some(c), Some(d)) = (others(left).next(), others(right).next()) else { return false };
            let [a, b] = [pair.left.value, pair.right.value];
            return self.measures.near_by(test, [a, c.value], [b, d.value]);
        }
        others(right).any(|c| self.measures.holds(test, Compared { right: &c, ..pair }, words))
            || others(left).any(|c| self.measures.holds(test, Compared { left: &c, ..pair }, words))
    }

    /// Whether the two agree on a value that so many others have too that it tells nothing.
    fn is_common(&mut self, comparison: &CompiledComparison, pair: Compared) -> bool {
        let Some(rule) = comparison.frequency_rule else { return false };
        let shared = pair.left.part(comparison.part);
        if shared != pair.right.part(comparison.part) {
            return false;
        }
        let key = Key::of(rule, shared);
        let Some(asked) = self.asked.get_mut(usize::from(rule)) else { return false };
        if asked.0 != key {
            *asked = (key, self.index.is_generic(self.model, key));
        }
        asked.1
    }
}

fn outcome(comparison: &CompiledComparison, number: usize, pair: Compared, symbols: &Symbols) -> Outcome {
    let of = |part| [pair.left, pair.right].map(|value| value.part(part));
    let shared = match comparison.levels.get(number).map(|level| (level.shared, level.ending)) {
        Some((Some(part), _)) => pair.left.part(part),
        Some((None, Some(part))) => {
            of(part).into_iter().max_by_key(|value| comparison.share(*value)).unwrap_or(Symbol::EMPTY)
        }
        _ => Symbol::EMPTY,
    };
    let [left, right] = [pair.left, pair.right].map(|one| one.value.display(symbols));
    Outcome { level: number, shared, left, right }
}
