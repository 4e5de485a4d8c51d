//! The golden record: of several values the one that survives, and where it came from.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::columns::{FieldId, Row, Symbol};
use crate::identity::Directory;
use crate::normalize::quantity::Decimal;
use crate::normalize::{Records, Status, Value};
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Strategy};

/// A golden value with its lineage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GoldenValue {
    /// The canonical value.
    pub value: String,
    /// The value to show.
    pub display: String,
    /// How far it can be trusted.
    pub status: Status,
    /// The source it came from.
    pub source: String,
    /// The record it came from.
    pub record: String,
    /// When that record was last written, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// How sure the source is, from 0 to 1, where it is not wholly so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// How it was chosen.
    pub strategy: Strategy,
    /// The values that were not chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losers: Vec<Loser>,
}

/// A value that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loser {
    /// The canonical value.
    pub value: String,
    /// The source it came from.
    pub source: String,
    /// The record it came from.
    pub record: String,
}

/// Chooses golden values.
#[derive(Debug)]
pub struct Survivorship<'a> {
    records: &'a Records,
    directory: &'a Directory,
    fields: &'a [FieldDef],
    /// Rank of each source, the most trusted first.
    ranks: HashMap<Symbol, usize, FixedState>,
    /// Fields that tell when a record was last written, best first.
    written: Vec<FieldId>,
    /// The field that tells how sure a record's source is.
    confidence: Option<FieldId>,
}

/// A value that a record gives.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    row: Row,
    value: &'a Value,
}

impl<'a> Survivorship<'a> {
    /// For records whose sources are trusted in that order.
    pub fn new(
        records: &'a Records,
        directory: &'a Directory,
        fields: &'a [FieldDef],
        priority: &[String],
    ) -> Self {
        let ranks = priority
            .iter()
            .enumerate()
            .filter_map(|(rank, source)| Some((records.symbols.find(source)?, rank)));
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        let written = ["updated_at", "created_at"].into_iter().filter_map(place).collect();
        let confidence = place("confidence");
        Self { records, directory, fields, ranks: ranks.collect(), written, confidence }
    }

    /// The surviving value of a field among the records of a customer.
    pub fn winner(&self, field: FieldId, rows: &[Row]) -> Option<&'a Value> {
        let candidates = self.candidates(field, rows);
        self.best(field, &candidates).map(|c| c.value)
    }

    /// All distinct usable values of a field among the records of a customer.
    pub fn all(&self, field: FieldId, rows: &[Row]) -> Vec<&'a Value> {
        let mut seen: Vec<&Value> = Vec::new();
        for candidate in self.candidates(field, rows) {
            if candidate.value.usable && seen.iter().all(|known| known.text != candidate.value.text) {
                seen.push(candidate.value);
            }
        }
        seen
    }

    /// The surviving value of a field with its lineage.
    pub fn golden(&self, field: FieldId, rows: &[Row]) -> Option<GoldenValue> {
        let def = self.fields.get(field)?;
        let candidates = self.candidates(field, rows);
        let best = self.best(field, &candidates)?;
        let union = def.survivorship == Strategy::Union;
        let (value, display) = if union { self.joined(field, rows)? } else { self.texts(best.value) };
        let lost = |c: &&Candidate| !union && c.value.text != best.value.text;
        let (source, record) = self.origin(best.row);
        Some(GoldenValue {
            value,
            display,
            status: best.value.status,
            source,
            record,
            at: Some(self.written_at(best.row).to_owned()).filter(|at| !at.is_empty()),
            confidence: self.confidence_text(best.row).and_then(|text| text.parse().ok()),
            strategy: def.survivorship,
            losers: candidates.iter().filter(lost).map(|c| self.loser(*c)).collect(),
        })
    }

    /// When a record was last written, as ISO 8601; empty when it does not say.
    pub fn written_at(&self, row: Row) -> &'a str {
        let mut values =
            self.written.iter().flat_map(|field| self.records.values(self.records.cell(row, *field)));
        values.find(|v| v.usable).map_or("", |v| self.records.symbols.text(v.text))
    }

    /// How sure the source of a record is; what customers say themselves is certain.
    fn confidence(&self, row: Row) -> Decimal {
        self.confidence_text(row).and_then(Decimal::parse).unwrap_or(Decimal::from_int(1))
    }

    fn confidence_text(&self, row: Row) -> Option<&'a str> {
        let value = self.records.values(self.records.cell(row, self.confidence?)).first()?;
        value.usable.then(|| self.records.symbols.text(value.text))
    }

    /// Source and id of a record.
    pub fn origin(&self, row: Row) -> (String, String) {
        let text = |symbol| self.records.symbols.text(symbol).to_owned();
        self.directory.reference(row).map(|r| (text(r.source), text(r.id))).unwrap_or_default()
    }

    fn candidates(&self, field: FieldId, rows: &[Row]) -> Vec<Candidate<'a>> {
        let of_row = |row: Row| {
            let values = self.records.values(self.records.cell(row, field));
            values.iter().filter(|v| v.status != Status::Empty).map(move |value| Candidate { row, value })
        };
        rows.iter().flat_map(|row| of_row(*row)).collect()
    }

    fn best(&self, field: FieldId, candidates: &[Candidate<'a>]) -> Option<Candidate<'a>> {
        let def = self.fields.get(field)?;
        let rank = |a: &Candidate, b: &Candidate| {
            trust(a.value)
                .cmp(&trust(b.value))
                .then_with(|| self.confidence(a.row).cmp(&self.confidence(b.row)))
                .then_with(|| self.by_strategy(def, candidates, a, b))
                .then_with(|| self.written_at(a.row).cmp(self.written_at(b.row)))
                .then_with(|| b.row.cmp(&a.row))
        };
        candidates
            .iter()
            .copied()
            .reduce(|best, next| if rank(&next, &best) == Ordering::Greater { next } else { best })
    }

    /// Greater is better.
    fn by_strategy(&self, def: &FieldDef, all: &[Candidate], a: &Candidate, b: &Candidate) -> Ordering {
        let length = |c: &Candidate| self.records.symbols.text(c.value.display).chars().count();
        let count = |c: &Candidate| all.iter().filter(|other| other.value.text == c.value.text).count();
        match def.survivorship {
            Strategy::MostRecent => self.written_at(a.row).cmp(self.written_at(b.row)),
            Strategy::Oldest => self.written_at(b.row).cmp(self.written_at(a.row)),
            Strategy::SourcePriority => {
                Reverse(self.source_rank(a.row)).cmp(&Reverse(self.source_rank(b.row)))
            }
            Strategy::MostFrequent => count(a).cmp(&count(b)),
            Strategy::Longest => length(a).cmp(&length(b)),
            Strategy::Min => self.size(def.kind, b, a),
            Strategy::Max => self.size(def.kind, a, b),
            Strategy::Union => Ordering::Equal,
        }
    }

    fn size(&self, kind: FieldKind, a: &Candidate, b: &Candidate) -> Ordering {
        let text = |c: &Candidate| self.records.symbols.text(c.value.text);
        if matches!(kind, FieldKind::Amount | FieldKind::Number) {
            return Decimal::parse(text(a)).cmp(&Decimal::parse(text(b)));
        }
        text(a).cmp(text(b))
    }

    fn source_rank(&self, row: Row) -> usize {
        let rank = |r: crate::identity::RecordRef| self.ranks.get(&r.source).copied();
        self.directory.reference(row).and_then(rank).unwrap_or(usize::MAX)
    }

    fn joined(&self, field: FieldId, rows: &[Row]) -> Option<(String, String)> {
        let (values, shown): (Vec<_>, Vec<_>) =
            self.all(field, rows).into_iter().map(|v| self.texts(v)).unzip();
        (!values.is_empty()).then(|| (values.join("；"), shown.join("；")))
    }

    fn texts(&self, value: &Value) -> (String, String) {
        let text = |symbol| self.records.symbols.text(symbol).to_owned();
        (text(value.text), text(value.display))
    }

    fn loser(&self, candidate: Candidate) -> Loser {
        let (source, record) = self.origin(candidate.row);
        Loser { value: self.texts(candidate.value).1, source, record }
    }
}

/// Valid before suspect, suspect before placeholder, anything before invalid.
fn trust(value: &Value) -> u8 {
    match value.status {
        Status::Valid => 3,
        Status::Suspect if value.usable => 2,
        Status::Suspect => 1,
        Status::Invalid | Status::Empty => 0,
    }
}
