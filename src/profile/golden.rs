//! The golden record: of several values the one that survives, and where it came from.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::Serialize;

use super::pins::Pins;
use crate::columns::{FieldId, Row};
use crate::identity::{Directory, Operations, Seniority};
use crate::normalize::civil::compare_times;
use crate::normalize::quantity::Decimal;
use crate::normalize::{Records, Status, Value};
use crate::quality::Written;
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Strategy};
use crate::sort::Arrange;
use crate::text;

/// A golden value with its lineage; the texts are those of the records, where they are shown as they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GoldenValue<'a> {
    /// The canonical value.
    pub value: Cow<'a, str>,
    /// The value to show.
    pub display: Cow<'a, str>,
    /// How far it can be trusted.
    pub status: Status,
    /// The source it came from.
    pub source: &'a str,
    /// The record it came from.
    pub record: &'a str,
    /// When that record was last written, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<&'a str>,
    /// How sure the source is, from 0 to 1, where it is not wholly so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// How it was chosen.
    pub strategy: Strategy,
    /// Who fixed it by hand, where somebody did; the strategy was not asked then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<Pinned>,
    /// The values that were not chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losers: Vec<Loser<'a>>,
}

/// A value fixed by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pinned {
    /// The operation, which can be taken back.
    pub operation: String,
    /// Who fixed it.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
}

/// A value that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loser<'a> {
    /// The canonical value.
    pub value: Cow<'a, str>,
    /// The source it came from.
    pub source: &'a str,
    /// The record it came from.
    pub record: &'a str,
}

/// What golden values are chosen from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The records.
    pub records: &'a Records,
    /// Their sources and ids.
    pub directory: &'a Directory,
    /// Their fields.
    pub fields: &'a [FieldDef],
    /// Those of the fields that the choice goes by.
    pub guides: &'a Guides,
    /// Values fixed by hand.
    pub pins: &'a Pins,
    /// What people did.
    pub operations: &'a Operations,
}

/// Chooses golden values.
#[derive(Debug)]
pub struct Survivorship<'a> {
    records: &'a Records,
    directory: &'a Directory,
    fields: &'a [FieldDef],
    pins: &'a Pins,
    operations: &'a Operations,
    seniority: Seniority<'a>,
    guides: &'a Guides,
}

/// The fields that golden values are chosen by.
#[derive(Clone, Debug)]
pub struct Guides {
    written: Written,
    /// The field that tells how sure a record's source is.
    confidence: Option<FieldId>,
    /// For each field, the one that it follows or that says it was verified.
    of: Vec<Option<FieldId>>,
}

impl Guides {
    /// Those of a list of fields.
    pub fn new(fields: &[FieldDef]) -> Self {
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        let guide = |field: &FieldDef| match field.survivorship {
            Strategy::Follow => place(field.follows.as_deref()?),
            Strategy::VerifiedFirst => place(field.verified.as_deref()?),
            _ => None,
        };
        let of = fields.iter().map(guide).collect();
        Self { written: Written::new(fields), confidence: place("confidence"), of }
    }

    fn of(&self, field: FieldId) -> Option<FieldId> {
        *self.of.get(field)?
    }
}

/// A value that a record gives.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    row: Row,
    value: &'a Value,
}

impl<'a> Survivorship<'a> {
    /// For records in an order of seniority, which decides between values as good.
    pub fn new(sources: Sources<'a>, seniority: Seniority<'a>) -> Self {
        let Sources { records, directory, fields, guides, pins, operations } = sources;
        Self { records, directory, fields, pins, operations, seniority, guides }
    }

    /// The surviving value of a field among the records of a customer; of a sum, one of its parts.
    pub fn winner(&self, field: FieldId, rows: &[Row]) -> Option<&'a Value> {
        self.chosen(field, rows).map(|c| c.value)
    }

    /// All distinct usable values of a field among the records of a customer, those of senior records first.
    pub fn all(&self, field: FieldId, rows: &[Row]) -> Vec<&'a Value> {
        let mut candidates = self.candidates(field, rows);
        candidates.retain(|c| c.value.usable());
        candidates.arrange_by(|a, b| self.seniority.compare(a.row, b.row));
        let mut seen: Vec<&Value> = Vec::new();
        for candidate in candidates {
            if seen.iter().all(|known| known.text != candidate.value.text) {
                seen.push(candidate.value);
            }
        }
        seen
    }

    /// The sum of all usable numbers in a field, one a record, where they have one.
    pub fn sum(&self, field: FieldId, rows: &[Row]) -> Option<Decimal> {
        let number = |row: &Row| {
            let value = self.records.values(self.records.cell(*row, field)).first().filter(|v| v.usable())?;
            Decimal::parse(self.records.symbols.text(value.text))
        };
        rows.iter().filter_map(number).map(Some).reduce(|sum, next| sum?.plus(next?)).flatten()
    }

    /// The surviving value of a field with its lineage.
    pub fn golden(&self, field: FieldId, rows: &[Row]) -> Option<GoldenValue<'a>> {
        let def = self.fields.get(field)?;
        let mut lost = self.candidates(field, rows);
        let best = self.chosen_among(&lost, field, rows)?;
        let pinned = self.pinned(field, rows);
        let ((value, display), all_count) = match def.survivorship {
            _ if pinned.is_some() => (self.texts(best.value), false),
            Strategy::Union => (self.joined(field, rows)?, true),
            Strategy::Sum => {
                let sum = self.sum(field, rows)?;
                ((sum.to_string().into(), sum.grouped().into()), true)
            }
            _ => (self.texts(best.value), false),
        };
        lost.retain(|c| !all_count && c.value.text != best.value.text);
        lost.arrange_by(|a, b| self.seniority.compare(a.row, b.row));
        let (source, record) = self.origin(best.row);
        Some(GoldenValue {
            value,
            display,
            status: best.value.status,
            source,
            record,
            at: Some(self.written_at(best.row)).filter(|at| !at.is_empty()),
            confidence: self.confidence_text(best.row).and_then(|text| text.parse().ok()),
            strategy: def.survivorship,
            pinned,
            losers: lost.into_iter().map(|c| self.loser(c)).collect(),
        })
    }

    fn pinned(&self, field: FieldId, rows: &[Row]) -> Option<Pinned> {
        let (_, pin) = self.pins.of(rows, field)?;
        let operation = self.operations.get(pin.operation)?;
        Some(Pinned {
            operation: operation.id.to_string(),
            actor: operation.deed.actor.clone(),
            reason: operation.deed.reason.clone(),
            at: pin.at,
        })
    }

    fn chosen(&self, field: FieldId, rows: &[Row]) -> Option<Candidate<'a>> {
        self.chosen_among(&self.candidates(field, rows), field, rows)
    }

    /// The value that stands: the one fixed by hand, else that of the record that another field's value came from, else
    /// the best.
    fn chosen_among(
        &self,
        candidates: &[Candidate<'a>],
        field: FieldId,
        rows: &[Row],
    ) -> Option<Candidate<'a>> {
        if let Some((row, pin)) = self.pins.of(rows, field) {
            return self.records.values(pin.cell).first().map(|value| Candidate { row, value });
        }
        let def = self.fields.get(field)?;
        if def.survivorship == Strategy::Follow {
            let leader = self.chosen(self.guides.of(field)?, rows)?.row;
            return self.best(field, &self.candidates(field, &[leader]));
        }
        self.best(field, candidates)
    }

    /// When a record was last written, as ISO 8601; empty when it does not say, or said a time that was still to come.
    pub fn written_at(&self, row: Row) -> &'a str {
        if self.directory.is_ahead(row) { "" } else { self.guides.written.at(self.records, row) }
    }

    /// How sure the source of a record is; what customers say themselves is certain.
    fn confidence(&self, row: Row) -> Decimal {
        self.confidence_text(row).and_then(Decimal::parse).unwrap_or(Decimal::from_int(1))
    }

    fn confidence_text(&self, row: Row) -> Option<&'a str> {
        let value = self.records.values(self.records.cell(row, self.guides.confidence?)).first()?;
        value.usable().then(|| self.records.symbols.text(value.text))
    }

    /// Source and id of a record.
    pub fn origin(&self, row: Row) -> (&'a str, &'a str) {
        let text = |symbol| self.records.symbols.text(symbol);
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
                .then_with(|| self.by_strategy(field, def, candidates, a, b))
                .then_with(|| self.compare_written(a, b))
                .then_with(|| self.seniority.compare(b.row, a.row))
        };
        candidates
            .iter()
            .copied()
            .reduce(|best, next| if rank(&next, &best) == Ordering::Greater { next } else { best })
    }

    /// Greater is better.
    fn by_strategy(
        &self,
        field: FieldId,
        def: &FieldDef,
        all: &[Candidate],
        a: &Candidate,
        b: &Candidate,
    ) -> Ordering {
        let length = |c: &Candidate| c.value.shown(&self.records.symbols).chars().count();
        let count = |c: &Candidate| all.iter().filter(|other| other.value.text == c.value.text).count();
        match def.survivorship {
            Strategy::MostRecent => self.compare_written(a, b),
            Strategy::Oldest => {
                // A record that does not say when may be the newest as well.
                let says = |c: &Candidate| !self.written_at(c.row).is_empty();
                says(a).cmp(&says(b)).then_with(|| self.compare_written(b, a))
            }
            Strategy::SourcePriority => self.seniority.rank(b.row).cmp(&self.seniority.rank(a.row)),
            Strategy::MostFrequent => count(a).cmp(&count(b)),
            Strategy::MostComplete => self.seniority.filled(a.row).cmp(&self.seniority.filled(b.row)),
            Strategy::VerifiedFirst => self.is_verified(field, a.row).cmp(&self.is_verified(field, b.row)),
            Strategy::Longest => length(a).cmp(&length(b)),
            Strategy::Min => self.size(def.kind, b, a),
            Strategy::Max => self.size(def.kind, a, b),
            Strategy::Union | Strategy::Sum | Strategy::Follow => Ordering::Equal,
        }
    }

    /// The record written earlier first.
    fn compare_written(&self, a: &Candidate, b: &Candidate) -> Ordering {
        compare_times(self.written_at(a.row), self.written_at(b.row))
    }

    /// Whether a record says that its value was verified: by anything but a no.
    fn is_verified(&self, field: FieldId, row: Row) -> bool {
        let Some(says) = self.guides.of(field) else { return false };
        let said = self.records.values(self.records.cell(row, says)).first().filter(|value| value.usable());
        said.is_some_and(|value| {
            let said = text::fold(self.records.symbols.text(value.text));
            !NO.contains(&said.as_str()) && !said.starts_with(['未', '不', '待'])
        })
    }

    fn size(&self, kind: FieldKind, a: &Candidate, b: &Candidate) -> Ordering {
        let text = |c: &Candidate| self.records.symbols.text(c.value.text);
        if matches!(kind, FieldKind::Amount | FieldKind::Number) {
            return Decimal::parse(text(a)).cmp(&Decimal::parse(text(b)));
        }
        if kind == FieldKind::Date { compare_times(text(a), text(b)) } else { text(a).cmp(text(b)) }
    }

    fn joined(&self, field: FieldId, rows: &[Row]) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
        let (values, shown): (Vec<_>, Vec<_>) =
            self.all(field, rows).into_iter().map(|v| self.texts(v)).unzip();
        (!values.is_empty()).then(|| (values.join("；").into(), shown.join("；").into()))
    }

    fn texts(&self, value: &Value) -> (Cow<'a, str>, Cow<'a, str>) {
        let text = |symbol| Cow::from(self.records.symbols.text(symbol));
        (text(value.text), text(value.display(&self.records.symbols)))
    }

    fn loser(&self, candidate: Candidate) -> Loser<'a> {
        let (source, record) = self.origin(candidate.row);
        Loser { value: self.texts(candidate.value).1, source, record }
    }
}

/// What a field says of a value that was not verified, besides 未验证, 不通过, 待核实 and the like.
const NO: [&str; 8] = ["0", "false", "no", "n", "否", "unverified", "pending", "failed"];

/// Valid before suspect, suspect before placeholder, anything before invalid.
fn trust(value: &Value) -> u8 {
    match value.status {
        Status::Valid => 3,
        Status::Suspect if value.usable() => 2,
        Status::Suspect => 1,
        Status::Invalid | Status::Empty => 0,
    }
}
