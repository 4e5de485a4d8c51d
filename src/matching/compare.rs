//! Comparing two records: every comparison by its first level that holds.

use super::index::Index;
use super::measures::Measures;
use super::model::{CompiledComparison, CompiledLevel, CompiledRuling, CompiledTest, Model, Shares, Weight};
use crate::columns::{FieldId, Key, Row, Symbol};
use crate::messages::Language;
use crate::normalize::{Records, Value};
use crate::reason::Reason;
use crate::schema::ruleset::Part;

/// What one comparison found.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    comparison: &'a CompiledComparison,
    level: &'a CompiledLevel,
    left: Symbol,
    right: Symbol,
    weight: Weight,
}

impl Finding<'_> {
    /// Name of the comparison.
    pub fn comparison(&self) -> &str {
        &self.comparison.name
    }

    /// What it adds to the match weight.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// The fields compared.
    pub fn fields(&self) -> &[FieldId] {
        &self.comparison.fields
    }

    /// The finding as a reason, with the values compared.
    pub fn reason(&self, records: &Records, language: Language) -> Reason {
        let label = match language {
            Language::Zh => &self.level.zh,
            Language::En => &self.level.en,
        };
        Reason::new("match/comparison")
            .at(&self.comparison.name)
            .with("level", &self.level.name)
            .with("label", label)
            .with("left", records.symbols.text(self.left))
            .with("right", records.symbols.text(self.right))
            .weighing(self.weight)
    }
}

/// Where a comparison came out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// The number of the level.
    pub level: usize,
    /// The value that both have, where the level says so.
    shared: Symbol,
    left: Symbol,
    right: Symbol,
}

/// Compares records with a model.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: &'a Model,
    records: &'a Records,
    index: &'a Index,
    measures: Measures<'a>,
    outcomes: Vec<Option<Outcome>>,
    weights: Vec<Weight>,
}

impl<'a> Scorer<'a> {
    /// For the records of an index.
    pub fn new(model: &'a Model, records: &'a Records, index: &'a Index) -> Self {
        let measures = Measures::new(&records.symbols);
        Self { model, records, index, measures, outcomes: Vec::new(), weights: Vec::new() }
    }

    /// The evidence that two rows are the same customer, the prior left out.
    pub fn evidence(&mut self, left: Row, right: Row) -> Weight {
        if let Some(ruling) = self.ruling(left, right) {
            self.weights.clear();
            return ruling.weight - self.model.prior;
        }
        self.weigh(left, right);
        self.weights.iter().sum()
    }

    /// The match weight of two rows: prior and evidence.
    pub fn weight(&mut self, left: Row, right: Row) -> Weight {
        self.model.prior + self.evidence(left, right)
    }

    /// The match weight of two rows, and what speaks most against it.
    pub fn weight_and_doubt(&mut self, left: Row, right: Row) -> (Weight, Weight) {
        let weight = self.weight(left, right);
        (weight, self.weights.iter().copied().min().unwrap_or(0).min(0))
    }

    /// What each comparison found, those that had nothing to compare left out. Evidence for a match that a stronger
    /// one of its group outweighs counts for nothing.
    pub fn findings(&mut self, left: Row, right: Row) -> Vec<Finding<'a>> {
        self.weigh(left, right);
        let model = self.model;
        let found = model.comparisons.iter().zip(&self.outcomes).zip(&self.weights);
        let mut findings: Vec<Finding> = found
            .filter_map(|((comparison, outcome), weight)| {
                let outcome = outcome.as_ref()?;
                Some(Finding {
                    comparison,
                    level: comparison.levels.get(outcome.level)?,
                    left: outcome.left,
                    right: outcome.right,
                    weight: *weight,
                })
            })
            .collect();
        if let Some(ruling) = self.ruling(left, right) {
            // It outweighs all that was found.
            let others: Weight = findings.iter().map(|finding| finding.weight).sum();
            let (left, right) = (Symbol::EMPTY, Symbol::EMPTY);
            let weight = ruling.weight - model.prior - others;
            let comparison = &ruling.shown;
            findings.extend(comparison.levels.first().map(|level| Finding {
                comparison,
                level,
                left,
                right,
                weight,
            }));
        }
        findings
    }

    /// The rule that decides two rows.
    fn ruling(&mut self, left: Row, right: Row) -> Option<&'a CompiledRuling> {
        let model = self.model;
        model.rulings.iter().find(|ruling| {
            ruling.conditions.iter().all(|(fields, tests)| self.passes(fields, tests, left, right))
        })
    }

    fn passes(&mut self, fields: &[FieldId], tests: &[CompiledTest], left: Row, right: Row) -> bool {
        let records = self.records;
        let values =
            |row: Row| fields.iter().flat_map(move |field| records.values(records.cell(row, *field)));
        values(left).any(|a| {
            values(right).any(|b| tests.iter().all(|test| self.holds(None, test, (left, a), (right, b))))
        })
    }

    /// Where each comparison comes out.
    pub(super) fn outcomes(&mut self, left: Row, right: Row) -> &[Option<Outcome>] {
        self.outcomes.clear();
        for comparison in &self.model.comparisons {
            let outcome = self.compare(comparison, left, right);
            self.outcomes.push(outcome);
        }
        &self.outcomes
    }

    fn weigh(&mut self, left: Row, right: Row) {
        self.outcomes(left, right);
        self.weights.clear();
        for (comparison, outcome) in self.model.comparisons.iter().zip(&self.outcomes) {
            let weight = outcome.as_ref().map_or(0, |o| self.weight_of(comparison, o));
            self.weights.push(weight);
        }
        for group in 0..self.model.groups {
            self.keep_strongest(group);
        }
    }

    fn weight_of(&self, comparison: &CompiledComparison, outcome: &Outcome) -> Weight {
        let Some(level) = comparison.levels.get(outcome.level) else { return 0 };
        let share = comparison.frequencies.as_ref().filter(|_| outcome.shared != Symbol::EMPTY);
        let share = share.map(|shares| shares.of(outcome.shared));
        let general = level.general.m - share.unwrap_or(level.general.u);
        // What other comparisons explain says little more: of all that are known, the one that explains most counts.
        let mut explained: Option<Weight> = None;
        for (parent, logs) in comparison.parents.iter().zip(&level.given) {
            let Some(agrees) = self.agrees(*parent) else { continue };
            let [agree, differ] = logs;
            let weight = match (agrees, share) {
                (true, share) => agree.m - share.map_or(agree.u, |share| share.max(agree.u)),
                (false, share) => differ.m - share.unwrap_or(differ.u),
            };
            if explained.is_none_or(|least| weight.abs() < least.abs()) {
                explained = Some(weight);
            }
        }
        explained.unwrap_or(general)
    }

    /// Whether another comparison speaks for a match; `None` where it says nothing.
    fn agrees(&self, comparison: usize) -> Option<bool> {
        let outcome = self.outcomes.get(comparison)?.as_ref()?;
        let level = self.model.comparisons.get(comparison)?.levels.get(outcome.level)?;
        Some(level.agrees())
    }

    /// Of the evidence for a match that the comparisons of a group give, leaves the strongest only.
    fn keep_strongest(&mut self, group: usize) {
        let mut strongest: Option<usize> = None;
        for (place, comparison) in self.model.comparisons.iter().enumerate() {
            let Some(weight) = self.weights.get(place).copied().filter(|w| *w > 0) else { continue };
            if comparison.group != Some(group) {
                continue;
            }
            let best = strongest.and_then(|best| self.weights.get(best)).copied().unwrap_or(0);
            let weaker = if weight > best { strongest.replace(place) } else { Some(place) };
            if let Some(slot) = weaker.and_then(|place| self.weights.get_mut(place)) {
                *slot = 0;
            }
        }
    }

    fn compare(&mut self, comparison: &'a CompiledComparison, left: Row, right: Row) -> Option<Outcome> {
        let records = self.records;
        let values = |row: Row| {
            let cells = comparison.fields.iter().map(move |field| records.cell(row, *field));
            cells
                .flat_map(|cell| records.values(cell))
                .filter(|value| value.part(comparison.part) != Symbol::EMPTY)
        };
        let (first_left, first_right) = (values(left).next()?, values(right).next()?);
        for (number, level) in comparison.levels.iter().enumerate() {
            if level.tests.is_empty() {
                return Some(outcome(number, level, first_left, first_right));
            }
            let (words, mut common) = (comparison.words.as_ref(), false);
            for a in values(left) {
                for b in values(right) {
                    if !level.tests.iter().all(|test| self.holds(words, test, (left, a), (right, b))) {
                        continue;
                    }
                    if !self.is_common(comparison, a, b) {
                        return Some(outcome(number, level, a, b));
                    }
                    common = true;
                }
            }
            if common {
                return None;
            }
        }
        None
    }

    fn holds(
        &mut self,
        words: Option<&Shares>,
        test: &CompiledTest,
        (left, a): (Row, &Value),
        (right, b): (Row, &Value),
    ) -> bool {
        let Some(field) = test.with else { return self.measures.holds(test, a, b, words) };
        let records = self.records;
        let others = |row| records.values(records.cell(row, field)).iter();
        others(right).any(|c| self.measures.holds(test, a, c, words))
            || others(left).any(|c| self.measures.holds(test, c, b, words))
    }

    /// Whether the two agree on a value that so many others have too that it tells nothing.
    fn is_common(&self, comparison: &CompiledComparison, a: &Value, b: &Value) -> bool {
        let shared = a.part(Part::Value);
        comparison.frequency_rule.is_some_and(|rule| {
            shared == b.part(Part::Value) && self.index.is_generic(self.model, Key { rule, value: shared })
        })
    }
}

fn outcome(number: usize, level: &CompiledLevel, a: &Value, b: &Value) -> Outcome {
    let shared = level.shared.map_or(Symbol::EMPTY, |part| a.part(part));
    Outcome { level: number, shared, left: a.display, right: b.display }
}
