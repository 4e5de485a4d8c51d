//! Where one comparison of two rows comes out.

use super::gather::Side;
use super::index::Index;
use super::measures::{Compared, Measures};
use super::model::{CompiledComparison, CompiledLevel, CompiledTest, Model, Shares, Weight};
use crate::columns::{Key, Row, Symbol, Symbols};
use crate::normalize::{Records, Value};
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
    /// Texts must be read to tell; it adds no more than this weight.
    Open(Weight),
}

impl Settled {
    pub fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::At(outcome) => Some(outcome),
            Self::Nothing | Self::Open(_) => None,
        }
    }

    /// The most that an open comparison adds.
    pub fn ceiling(&self) -> Weight {
        if let Self::Open(most) = self { *most } else { 0 }
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
    pairs: Vec<Compared<'a>>,
}

/// What is settled: a comparison of two rows.
#[derive(Clone, Copy)]
struct Question<'q, 'a> {
    comparison: &'q CompiledComparison,
    rows: (Row, Row),
    /// Each value of the left row with each of the right.
    pairs: &'q [Compared<'a>],
    effort: Effort,
}

impl<'a> Settler<'a> {
    pub fn new(model: &'a Model, records: &'a Records, index: &'a Index) -> Self {
        Self { model, records, index, measures: Measures::new(&records.symbols), pairs: Vec::new() }
    }

    /// The first level that holds for a pair of values of two rows.
    pub fn settle(
        &mut self,
        comparison: &CompiledComparison,
        (left, right): (Side<'_, 'a>, Side<'_, 'a>),
        effort: Effort,
    ) -> Settled {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.clear();
        for a in left.values {
            pairs.extend(right.values.iter().map(|b| Compared { left: a, right: b }));
        }
        let question = Question { comparison, rows: (left.row, right.row), pairs: &pairs, effort };
        let settled = self.try_levels(question);
        self.pairs = pairs;
        settled
    }

    fn try_levels(&mut self, question: Question) -> Settled {
        let Some(first) = question.pairs.first() else { return Settled::Nothing };
        let mut ceiling: Option<Weight> = None;
        for (number, level) in question.comparison.levels.iter().enumerate() {
            let settled = if level.tests.is_empty() {
                Some(Settled::At(outcome(question.comparison, number, first, &self.records.symbols)))
            } else {
                self.try_level(question, number, level)
            };
            match (settled, ceiling) {
                (None, _) => {}
                (Some(Settled::Open(most)), _) => ceiling = Some(most.max(ceiling.unwrap_or(most))),
                (Some(settled), None) => return settled,
                (Some(Settled::At(_)), Some(most)) => return Settled::Open(most.max(level.ceiling)),
                (Some(Settled::Nothing), Some(most)) => return Settled::Open(most.max(0)),
            }
        }
        // Values that no level speaks of say nothing.
        ceiling.map_or(Settled::Nothing, |most| Settled::Open(most.max(0)))
    }

    /// What a level makes of the comparison; `None` where it does not hold.
    fn try_level(&mut self, question: Question, number: usize, level: &CompiledLevel) -> Option<Settled> {
        let (mut is_common, mut is_open) = (false, false);
        for pair in question.pairs {
            match self.holds_all(question, level, pair) {
                Some(false) => {}
                None => is_open = true,
                Some(true) if self.is_common(question.comparison, pair) => is_common = true,
                Some(true) if is_open => {}
                Some(true) => {
                    return Some(Settled::At(outcome(
                        question.comparison,
                        number,
                        pair,
                        &self.records.symbols,
                    )));
                }
            }
        }
        let says_nothing = question.comparison.frequency_rule.is_some();
        match (is_open, is_common) {
            (true, _) => Some(Settled::Open(if says_nothing { level.ceiling.max(0) } else { level.ceiling })),
            (false, true) => Some(Settled::Nothing),
            (false, false) => None,
        }
    }

    /// Whether all tests of a level hold; `None` where a glance does not tell.
    #[inline]
    fn holds_all(&mut self, question: Question, level: &CompiledLevel, pair: &Compared) -> Option<bool> {
        let mut all = Some(true);
        for test in &level.tests {
            match pair.glance(test, &self.records.symbols).filter(|_| test.with.is_none()) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        if all.is_some() || question.effort == Effort::Glance {
            return all;
        }
        let (words, (left, right)) = (question.comparison.words.as_ref(), question.rows);
        let mut tests = level.tests.iter();
        Some(tests.all(|test| self.holds(words, test, (left, pair.left), (right, pair.right))))
    }

    /// Whether a test holds for two values of two rows.
    pub fn holds(
        &mut self,
        words: Option<&Shares>,
        test: &CompiledTest,
        (left, a): (Row, &Value),
        (right, b): (Row, &Value),
    ) -> bool {
        let Some(field) = test.with else { return self.measures.holds(test, a, b, words) };
        let records = self.records;
        let others = |row| records.values(records.cell(row, field)).iter();
        if test.measure == Measure::Distance {
            let (Some(c), Some(d)) = (others(left).next(), others(right).next()) else { return false };
            return self.measures.near_by(test, [a, c], [b, d]);
        }
        others(right).any(|c| self.measures.holds(test, a, c, words))
            || others(left).any(|c| self.measures.holds(test, c, b, words))
    }

    /// Whether the two agree on a value that so many others have too that it tells nothing.
    fn is_common(&self, comparison: &CompiledComparison, pair: &Compared) -> bool {
        let symbols = &self.records.symbols;
        comparison.frequency_rule.is_some_and(|rule| {
            let shared = pair.left.part(comparison.part, symbols);
            shared == pair.right.part(comparison.part, symbols)
                && self.index.is_generic(self.model, Key::of(rule, shared))
        })
    }
}

fn outcome(comparison: &CompiledComparison, number: usize, pair: &Compared, symbols: &Symbols) -> Outcome {
    let of = |part| [pair.left, pair.right].map(|value| value.part(part, symbols));
    let shared = match comparison.levels.get(number).map(|level| (level.shared, level.ending)) {
        Some((Some(part), _)) => pair.left.part(part, symbols),
        Some((None, Some(part))) => {
            of(part).into_iter().max_by_key(|value| comparison.share(*value)).unwrap_or(Symbol::EMPTY)
        }
        _ => Symbol::EMPTY,
    };
    Outcome { level: number, shared, left: pair.left.display(symbols), right: pair.right.display(symbols) }
}
