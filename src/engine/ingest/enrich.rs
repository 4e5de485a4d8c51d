//! What outside sources know of a customer: the business register, tenders, risk services.
//!
//! An enrichment is a record of its own, from another source, that is bound to the record it is about by a decision.
//! So survivorship weighs it like any other record, nothing that was given is overwritten, and it can be taken out again
//! without a trace.

use serde_json::Value;

use crate::columns::Row;
use crate::engine::{Engine, Input, UpsertResult};
use crate::error::{Error, Result};
use crate::identity::{OperationKind, Verdict};
use crate::json::{self, read_object};
use crate::normalize::civil::Timestamp;

/// What an outside source knows.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Enrichment {
    /// Values by field.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub fields: Input,
    /// Name of the source.
    pub source: String,
    /// When the source knew it, ISO 8601; now, where absent.
    pub at: Option<String>,
    /// How sure it is, from 0 to 1; where absent, as sure as what customers say themselves.
    pub confidence: Option<f64>,
}

/// An enrichment as callers write it.
#[derive(Default)]
struct Written {
    fields: Value,
    source: String,
    at: Option<String>,
    confidence: Option<f64>,
}

read_object! {
    Written, Written::default(),
    must { "fields": fields, "source": source }
    may { "at": at, "confidence": confidence }
}

impl Enrichment {
    /// Reads what a caller gives.
    ///
    /// # Errors
    /// `input/…` with the path of what is wrong.
    pub fn from_value(value: Value) -> Result<Self> {
        let Written { fields, source, at, confidence } = json::document(value, "input/invalid")?;
        let fields = Input::from_value(fields).map_err(|error| error.under("fields"))?;
        Ok(Self { fields, source, at, confidence })
    }
}

impl Engine {
    /// Adds what an outside source knows of the customer of a record, named by id or by `source/id`. What the same
    /// source said before of the record is replaced.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`, `time/invalid`, `enrich/source`, `enrich/confidence`, `input/…`, `limits/rows`.
    pub fn enrich(
        &mut self,
        record: &str,
        known: &Enrichment,
        actor: &str,
        now: &str,
    ) -> Result<UpsertResult> {
        self.idle()?;
        let (row, instant) = (self.row_of(record)?, self.now(now)?);
        let enriched = self.enriching(row, known, instant)?;
        let source = known.source.trim();
        let (own_source, own_id) = self.origin(row);
        let id = enrichment_id(&own_source, &own_id);
        let (deadlines, mut staging) = (self.deadlines(now)?, self.begin_staging());
        let given = self.read_names(&enriched);
        let staged = match self.stage_input_as(&mut staging, &given, source, &id) {
            Ok(staged) => staged,
            Err(error) => {
                self.abort_staging(staging);
                return Err(error);
            }
        };
        let issues = self.issues(staged, &given, &deadlines);
        self.commit_staging(staging);
        self.log_records(&[staged], instant);
        let actor = if actor.is_empty() { source } else { actor };
        let deed = self.deed(OperationKind::Enrich, actor, "", now)?;
        self.rule(&[(row, staged)], Verdict::Same, deed);
        Ok(self.upsert_result(staged, issues))
    }

    /// The record that an enrichment is.
    fn enriching(&self, row: Row, known: &Enrichment, now: Timestamp) -> Result<Input> {
        let source = known.source.trim();
        if source.is_empty() || source == self.origin(row).0 {
            return Err(Error::new("enrich/source", "source").with("source", source));
        }
        let offset = self.context.utc_offset;
        let at = match &known.at {
            None => now,
            Some(at) => Timestamp::parse(at, offset)
                .ok_or_else(|| Error::new("time/invalid", "at").with("value", at))?,
        };
        let confidence = known.confidence.unwrap_or(1.0);
        if !(0.0..=1.0).contains(&confidence) {
            return Err(Error::new("enrich/confidence", "confidence").with("value", confidence));
        }
        let means = |name: &str, field: &str| {
            name == field
                || self
                    .known_field(name)
                    .is_some_and(|place| self.fields.get(place).is_some_and(|f| f.name == field))
        };
        let own =
            |name: &str| ["id", "source", "updated_at", "confidence"].iter().any(|field| means(name, field));
        let given = known.fields.iter().filter(|(name, _)| !own(name));
        let mut pairs: Vec<(String, String)> =
            given.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        pairs.push(("updated_at".to_owned(), at.to_rfc3339(offset)));
        if confidence < 1.0 {
            pairs.push(("confidence".to_owned(), confidence.to_string()));
        }
        Ok(Input::from_pairs(pairs))
    }

    /// Records that say what outside sources know of a record; they go where it goes.
    pub(in crate::engine) fn enrichments(&self, row: Row) -> Vec<Row> {
        let (source, id) = self.origin(row);
        let wanted = enrichment_id(&source, &id);
        let all = self.decisions.partners(row).iter().copied();
        all.filter(|other| self.enriched_last(row, *other).is_some() && self.record_id(*other) == wanted)
            .collect()
    }

    /// The operation by which an outside source told last what it knows, where one of two records says that of the other.
    pub(in crate::engine) fn enriched_last(&self, a: Row, b: Row) -> Option<u32> {
        let operations = self.decisions.between(a, b).iter().map(|decided| decided.operation);
        operations.rev().find(|number| self.is_enrichment(*number))
    }

    /// Whether an operation told what an outside source knows.
    pub(in crate::engine) fn is_enrichment(&self, operation: u32) -> bool {
        self.operations.get(operation).is_some_and(|known| known.deed.kind == OperationKind::Enrich)
    }
}

/// The id of what outside sources know of a record.
fn enrichment_id(source: &str, id: &str) -> String {
    [id, "@", source].concat()
}
