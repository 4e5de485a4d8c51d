//! The quality of a batch: how full and how valid each field is, and what is wrong how often.

use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::columns::{CellId, Row};
use crate::messages::Language;
use crate::normalize::{Records, Status, Value};
use crate::reason::Reason;
use crate::schema::ruleset::FieldDef;
use crate::sort::Arrange;

/// The quality of one field over a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldQuality {
    /// Name of the field.
    pub field: String,
    /// Rows that give something.
    pub filled: u64,
    /// Rows whose value is valid.
    pub valid: u64,
    /// Rows whose value is usable, but doubtful.
    pub suspect: u64,
    /// Rows whose value is none of its kind.
    pub invalid: u64,
    /// Different values.
    pub distinct: u64,
    /// Rows whose value was written differently from its canonical form.
    pub changed: u64,
}

/// How often something is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueCount {
    /// Code of the reason.
    pub code: String,
    /// Name of the field.
    pub field: String,
    /// Rows concerned.
    pub count: u64,
    /// The reason in words.
    pub text: String,
}

/// The quality of a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityReport {
    /// Rows looked at.
    pub rows: u64,
    /// From 0 to 100: the share of usable values among those given or required, a doubtful one counting half.
    pub score: f64,
    /// The score the batch had before cleaning: a value counts only where it was written in its canonical form.
    pub score_before: f64,
    /// Field by field, in the ruleset's order; empty fields left out.
    pub fields: Vec<FieldQuality>,
    /// What is wrong, most frequent first.
    pub issues: Vec<IssueCount>,
}

/// Counts rows one by one, so that a file need not be in memory to be judged.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    rows: u64,
    fields: Vec<FieldTally>,
    issues: BTreeMap<(String, usize), u64>,
    hasher: FixedState,
}

#[derive(Clone, Debug, Default)]
struct FieldTally {
    counts: FieldQuality,
    /// Rows valid and written in canonical form.
    clean: u64,
    missing: u64,
    distinct: HashSet<u64, FixedState>,
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, fields: &[FieldDef], records: &Records, row: Row) {
        self.rows += 1;
        if self.fields.len() < fields.len() {
            self.fields.resize_with(fields.len(), FieldTally::default);
        }
        for (i, field) in fields.iter().enumerate() {
            self.cell(i, field, records, records.cell(row, i));
        }
    }

    fn cell(&mut self, i: usize, field: &FieldDef, records: &Records, cell: CellId) {
        let Some(tally) = self.fields.get_mut(i) else { return };
        let Some(first) = records.values(cell).first().filter(|v| v.status != Status::Empty) else {
            if field.required {
                tally.missing += 1;
                *self.issues.entry(("quality/required".to_owned(), i)).or_default() += 1;
            }
            return;
        };
        let changed = records.text(cell) != records.symbols.text(first.display);
        tally.count(first, changed);
        tally.distinct.insert(self.hasher.hash_one(records.symbols.text(first.display)));
        for code in records.symbols.text(first.issues).split(' ').filter(|code| !code.is_empty()) {
            *self.issues.entry((code.to_owned(), i)).or_default() += 1;
        }
    }

    /// The report over all rows counted.
    pub fn report(&self, fields: &[FieldDef], language: Language) -> QualityReport {
        let filled = self.fields.iter().zip(fields).filter(|(tally, _)| tally.counts.filled > 0);
        QualityReport {
            rows: self.rows,
            score: self.score(|t| t.counts.valid as f64 + t.counts.suspect as f64 / 2.0),
            score_before: self.score(|t| t.clean as f64),
            fields: filled.map(|(tally, field)| tally.quality(&field.name)).collect(),
            issues: self.issue_counts(fields, language),
        }
    }

    fn score(&self, good: impl Fn(&FieldTally) -> f64) -> f64 {
        let total: u64 = self.fields.iter().map(|t| t.counts.filled + t.missing()).sum();
        let good: f64 = self.fields.iter().map(good).sum();
        if total == 0 { 100.0 } else { (good / total as f64 * 1000.0).round() / 10.0 }
    }

    fn issue_counts(&self, fields: &[FieldDef], language: Language) -> Vec<IssueCount> {
        let name = |i: usize| fields.get(i).map(|f| f.name.clone()).unwrap_or_default();
        let entry = |((code, i), count): (&(String, usize), &u64)| {
            let label = fields.get(*i).map_or("", |f| f.label.get(language));
            let reason = Reason { code: code.clone().into(), ..Reason::new("") }.with("field", label);
            IssueCount {
                code: code.clone(),
                field: name(*i),
                count: *count,
                text: general_text(&reason, language),
            }
        };
        let is_there =
            |(_, i): &(String, usize)| self.fields.get(*i).is_some_and(|tally| tally.counts.filled > 0);
        let mut counts: Vec<_> = self.issues.iter().filter(|(key, _)| is_there(key)).map(entry).collect();
        counts.arrange_by(|a, b| {
            b.count.cmp(&a.count).then_with(|| (&a.code, &a.field).cmp(&(&b.code, &b.field)))
        });
        counts
    }
}

/// The reason's text without the parameters of a single value.
fn general_text(reason: &Reason, language: Language) -> String {
    crate::messages::render(&reason.code, language, |name| match reason.params.get(name) {
        Some(value) => Some(value.as_str()),
        None => Some("…"),
    })
}

impl FieldTally {
    fn count(&mut self, value: &Value, changed: bool) {
        self.counts.filled += 1;
        self.counts.changed += u64::from(changed);
        match value.status {
            Status::Valid => self.counts.valid += 1,
            Status::Suspect => self.counts.suspect += 1,
            Status::Invalid | Status::Empty => self.counts.invalid += 1,
        }
        self.clean += u64::from(value.status == Status::Valid && !changed);
    }

    /// Rows that lack the field although it is required. A field that no row gives is no column of the batch, and
    /// nobody expects it there.
    fn missing(&self) -> u64 {
        if self.counts.filled == 0 { 0 } else { self.missing }
    }

    fn quality(&self, name: &str) -> FieldQuality {
        FieldQuality { field: name.to_owned(), distinct: self.distinct.len() as u64, ..self.counts.clone() }
    }
}
