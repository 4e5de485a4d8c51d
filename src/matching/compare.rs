//! Comparing two records: every comparison by its first level that holds.

use super::index::Index;
use super::kernels::{self, Buffers};
use super::model::{CompiledComparison, CompiledLevel, Model, Weight};
use crate::columns::{FieldId, Key, Row, Symbol};
use crate::messages::Language;
use crate::normalize::{Records, Value};
use crate::reason::Reason;
use crate::schema::ruleset::{Part, Test};
use crate::text;

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

/// Compares records with a model.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: &'a Model,
    records: &'a Records,
    index: &'a Index,
    buffers: Buffers,
    strongest: Vec<Weight>,
}

impl<'a> Scorer<'a> {
    /// For the records of an index.
    pub fn new(model: &'a Model, records: &'a Records, index: &'a Index) -> Self {
        Self { model, records, index, buffers: Buffers::default(), strongest: Vec::new() }
    }

    /// The evidence that two rows are the same customer, the prior left out.
    pub fn evidence(&mut self, left: Row, right: Row) -> Weight {
        let model = self.model;
        let mut sum = 0;
        self.strongest.clear();
        self.strongest.resize(model.groups, 0);
        for comparison in &model.comparisons {
            let Some(finding) = self.compare(comparison, left, right) else { continue };
            match comparison.group.and_then(|group| self.strongest.get_mut(group)) {
                Some(strongest) if finding.weight > 0 => *strongest = finding.weight.max(*strongest),
                _ => sum += finding.weight,
            }
        }
        sum + self.strongest.iter().sum::<Weight>()
    }

    /// The match weight of two rows: prior and evidence.
    pub fn weight(&mut self, left: Row, right: Row) -> Weight {
        self.model.prior + self.evidence(left, right)
    }

    /// What each comparison found, those that had nothing to compare left out. Evidence for a match that a stronger
    /// one of its group outweighs counts for nothing.
    pub fn findings(&mut self, left: Row, right: Row) -> Vec<Finding<'a>> {
        let model = self.model;
        let mut findings: Vec<Finding> =
            model.comparisons.iter().filter_map(|c| self.compare(c, left, right)).collect();
        for group in 0..model.groups {
            let mut of_group: Vec<&mut Finding> =
                findings.iter_mut().filter(|f| f.comparison.group == Some(group) && f.weight > 0).collect();
            let strongest = of_group.iter().map(|f| f.weight).max().unwrap_or_default();
            let mut counted = false;
            for finding in &mut of_group {
                if counted || finding.weight < strongest {
                    finding.weight = 0;
                } else {
                    counted = true;
                }
            }
        }
        findings
    }

    fn compare(&mut self, comparison: &'a CompiledComparison, left: Row, right: Row) -> Option<Finding<'a>> {
        let records = self.records;
        let values = |row: Row| {
            let cells = comparison.fields.iter().map(move |field| records.cell(row, *field));
            cells
                .flat_map(|cell| records.values(cell))
                .filter(|value| value.part(comparison.part) != Symbol::EMPTY)
        };
        let (first_left, first_right) = (values(left).next()?, values(right).next()?);
        for level in &comparison.levels {
            if level.tests.is_empty() {
                return Some(finding(comparison, level, first_left, first_right));
            }
            let mut common = false;
            for a in values(left) {
                for b in values(right) {
                    match self.holds(level, a, b).then(|| self.is_common(comparison, a, b)) {
                        Some(false) => return Some(finding(comparison, level, a, b)),
                        Some(true) => common = true,
                        None => {}
                    }
                }
            }
            if common {
                return None;
            }
        }
        None
    }

    fn holds(&mut self, level: &CompiledLevel, a: &Value, b: &Value) -> bool {
        level.tests.iter().all(|test| self.test(test, a, b))
    }

    /// Whether the two agree on a value that so many others have too that it tells nothing.
    fn is_common(&self, comparison: &CompiledComparison, a: &Value, b: &Value) -> bool {
        let shared = a.part(Part::Value);
        comparison.frequency_rule.is_some_and(|rule| {
            shared == b.part(Part::Value) && self.index.is_generic(self.model, Key { rule, value: shared })
        })
    }

    fn test(&mut self, test: &Test, a: &Value, b: &Value) -> bool {
        let both = |part: Part| Some((a.part(part).present()?, b.part(part).present()?));
        match *test {
            Test::Same { part } => both(part).is_some_and(|(x, y)| x == y),
            Test::Differs { part } => both(part).is_some_and(|(x, y)| self.differs(part, x, y)),
            Test::Compatible { part } => both(part).is_none_or(|(x, y)| !self.differs(part, x, y)),
            Test::OneSided { part } => a.part(part).present().is_some() != b.part(part).present().is_some(),
            Test::Alike { part } => a.part(part) == b.part(part),
            Test::Similar { part, at_least } => both(part).is_some_and(|(x, y)| self.similar(x, y, at_least)),
            Test::Edits { part, at_most } => both(part).is_some_and(|(x, y)| self.near(x, y, at_most)),
            Test::Overlap { part, at_least } => both(part).is_some_and(|(x, y)| self.overlap(x, y, at_least)),
        }
    }

    /// Regions differ when neither contains the other; texts of one script when they are not the same.
    fn differs(&self, part: Part, a: Symbol, b: Symbol) -> bool {
        let (left, right) = (self.records.symbols.text(a), self.records.symbols.text(b));
        if part == Part::Region {
            return !left.starts_with(right) && !right.starts_with(left);
        }
        a != b && text::contains_han(left) == text::contains_han(right)
    }

    fn similar(&mut self, a: Symbol, b: Symbol, at_least: f64) -> bool {
        let (a, b) = self.in_order(a, b);
        a == b || self.buffers.jaro_winkler(a, b) >= at_least
    }

    /// Two texts in an order of their own, for measures that depend on which comes first.
    fn in_order(&self, a: Symbol, b: Symbol) -> (&'a str, &'a str) {
        let (a, b) = (self.records.symbols.text(a), self.records.symbols.text(b));
        if a <= b { (a, b) } else { (b, a) }
    }

    fn near(&mut self, a: Symbol, b: Symbol, at_most: u8) -> bool {
        let (a, b) = (self.records.symbols.text(a), self.records.symbols.text(b));
        let enough = usize::from(at_most) * 4;
        let long_enough = |text: &str| text.chars().nth(enough.saturating_sub(1)).is_some();
        long_enough(a) && long_enough(b) && self.buffers.within_edits(a, b, usize::from(at_most))
    }

    fn overlap(&self, a: Symbol, b: Symbol, at_least: f64) -> bool {
        kernels::overlap(self.records.symbols.text(a), self.records.symbols.text(b), at_least)
    }
}

fn finding<'a>(
    comparison: &'a CompiledComparison,
    level: &'a CompiledLevel,
    a: &Value,
    b: &Value,
) -> Finding<'a> {
    Finding { comparison, level, left: a.display, right: b.display, weight: level.weight }
}
