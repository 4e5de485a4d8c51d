//! Events in: who they concern, and what they change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{ActionView, Engine, Input};
use crate::columns::{Key, Row, Symbol};
use crate::error::{Error, Result};
use crate::expr::{EventId, Number};
use crate::matching::{Index, Model};
use crate::normalize::civil::{Date, Timestamp};
use crate::normalize::{Value, normalize};
use crate::profile::SubjectKey;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Part, is_safe_name};
use crate::store::{Change, EventRow};

/// What became of events.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackOutcome {
    /// One result an event, in order.
    pub results: Vec<TrackResult>,
    /// The customers concerned, as they are now.
    pub changed: Vec<TrackChange>,
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrackResult {
    /// The event's id.
    pub event_id: String,
    /// Whom it concerns; absent when the customer is not known yet.
    pub customer_id: Option<String>,
    /// Whether an event of that id was there before, so that this one was ignored.
    pub duplicate: bool,
}

/// How events changed a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrackChange {
    /// The customer's id.
    pub customer_id: String,
    /// Tags that it now bears.
    pub tags_added: Vec<String>,
    /// Tags that it no longer bears.
    pub tags_removed: Vec<String>,
    /// Segments that it is now in.
    pub segments_entered: Vec<String>,
    /// Segments that it is no longer in.
    pub segments_left: Vec<String>,
    /// Actions that are due now.
    pub actions: Vec<ActionView>,
}

/// Columns of an event that say what it is rather than what it tells.
const OWN: [&str; 3] = ["event_id", "type", "time"];
/// The column that names the record concerned.
const RECORD: &str = "record_id";

/// An event whose names are resolved.
pub(super) struct StagedEvent {
    row: EventRow,
    kind: Symbol,
    subjects: Vec<(Symbol, Symbol)>,
    properties: Vec<(Symbol, Symbol)>,
    keys: Vec<SubjectKey>,
}

impl Engine {
    /// Adds events, all or none. An event with a known id is ignored; one whose customer is unknown waits for it.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `import/time` for an event without a readable time, `limits/events`.
    pub fn track(&mut self, events: &[Input], now: &str) -> Result<TrackOutcome> {
        self.idle()?;
        let now = self.now(now)?;
        let rows = events
            .iter()
            .enumerate()
            .map(|(i, event)| self.event_row(event).map_err(|e| e.under(&format!("[{i}]"))));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        self.check_events(rows.len())?;
        let staged: Vec<_> = rows.into_iter().map(|row| self.stage_event(row)).collect();
        let arrived = self.arrivals(&staged);
        let anchors: BTreeSet<Row> = arrived.keys().copied().collect();
        let before = self.portraits_of(&anchors, now);
        let results = self.add_events(staged);
        self.automation.forget(&anchors);
        let after = self.portraits_of(&anchors, now);
        Ok(TrackOutcome { results, changed: self.portrait_changes(&before, &after, &arrived, now) })
    }

    /// The customers that new events concern, with the types of those events.
    fn arrivals(&self, staged: &[StagedEvent]) -> BTreeMap<Row, Vec<EventId>> {
        let mut arrived: BTreeMap<Row, Vec<EventId>> = BTreeMap::new();
        let is_known =
            |row: &EventRow| self.records.symbols.find(&row.id).is_some_and(|id| self.events.knows(id));
        for event in staged.iter().filter(|event| !is_known(&event.row)) {
            let Some(row) = self.find_subject(&event.keys) else { continue };
            let types = arrived.entry(self.clusters.anchor(row)).or_default();
            types.extend(self.automation.tagger.vocabulary().event(&event.row.kind));
        }
        arrived
    }

    pub(super) fn check_events(&self, more: usize) -> Result<()> {
        let (limit, actual) = (self.limits.events, self.events.len() + more);
        if actual <= limit {
            return Ok(());
        }
        Err(Error::new("limits/events", "").with("limit", limit).with("actual", actual))
    }

    /// Reads an event as it came.
    pub(super) fn event_row(&self, input: &Input) -> Result<EventRow> {
        let given = |name: &str| input.get(name).map(str::trim).filter(|text| !text.is_empty());
        let time = given("time").unwrap_or_default();
        let parsed =
            self.event_time(time).ok_or_else(|| Error::new("import/time", "time").with("value", time))?;
        let is_subject = |name: &str| name == RECORD || self.subject_fields.contains(name);
        let mut row = EventRow {
            id: given("event_id").unwrap_or_default().to_owned(),
            kind: given("type").unwrap_or_default().to_owned(),
            time: parsed.0,
            ..EventRow::default()
        };
        let tells = |(name, text): &(&str, &str)| {
            !OWN.contains(name) && is_safe_name(name) && !text.trim().is_empty()
        };
        for (name, text) in input.iter().filter(tells) {
            let part = if is_subject(name) { &mut row.subject } else { &mut row.properties };
            part.insert(name.to_owned(), text.trim().to_owned());
        }
        Ok(row)
    }

    /// ISO 8601 first, which is quick; else whatever a date column may hold.
    fn event_time(&self, text: &str) -> Option<Timestamp> {
        let offset = self.context.utc_offset;
        Timestamp::parse(text, offset).or_else(|| {
            let normalized = normalize(FieldKind::Date, text, &self.context);
            Timestamp::parse(normalized.value.as_deref()?, offset)
        })
    }

    pub(super) fn stage_event(&mut self, row: EventRow) -> StagedEvent {
        let mut properties = Vec::with_capacity(row.properties.len());
        for (name, text) in &row.properties {
            let text = self.property_text(&row.kind, name, text);
            properties.push(self.intern_pair(name, &text));
        }
        StagedEvent {
            kind: self.records.symbols.intern(&row.kind),
            subjects: row.subject.iter().map(|(name, text)| self.intern_pair(name, text)).collect(),
            keys: self.subject_keys(&row.subject),
            properties,
            row,
        }
    }

    fn intern_pair(&mut self, name: &str, text: &str) -> (Symbol, Symbol) {
        (self.records.symbols.intern(name), self.records.symbols.intern(text))
    }

    /// A property in canonical form, where the ruleset says what it holds.
    fn property_text(&self, kind: &str, name: &str, text: &str) -> String {
        let def = self.ruleset.events.iter().find(|event| event.id == kind);
        let property = def.and_then(|event| event.properties.iter().find(|p| p.name == name));
        // Most properties are canonical as they come, and the tests for that are cheap.
        let plain = |kind| match kind {
            FieldKind::Text => true,
            FieldKind::Date => Date::parse(text).is_some(),
            _ => Number::parse(text).is_some(),
        };
        match property {
            Some(property) if !plain(property.kind) => {
                normalize(property.kind, text, &self.context).value.unwrap_or_else(|| text.to_owned())
            }
            _ => text.to_owned(),
        }
    }

    /// The blocking rule by whose keys a value of the field leads to a customer.
    fn subject_rule(&self, field: usize) -> Option<(u16, Part)> {
        Index::rule_of_field(&self.model, field)
    }

    fn subject_keys(&mut self, subject: &BTreeMap<String, String>) -> Vec<SubjectKey> {
        let mut keys = Vec::new();
        if let Some(id) = subject.get(RECORD) {
            keys.push(SubjectKey::Record(self.records.symbols.intern(id)));
        }
        for (name, text) in subject.iter().filter(|(name, _)| *name != RECORD) {
            let Some((field, def)) = self.ruleset.field(name) else { continue };
            let Some((rule, part)) = self.subject_rule(field) else { continue };
            let normalized = normalize(def.kind, text, &self.context);
            let value = Value::new(def.kind, &normalized, &mut self.records.symbols).part(part);
            keys.extend(value.present().map(|value| SubjectKey::Shared(Key { rule, value })));
        }
        keys
    }

    fn find_subject(&self, subjects: &[SubjectKey]) -> Option<Row> {
        find_subject(&self.directory, &self.index, &self.model, subjects)
    }

    /// Adds staged events and writes them to the journal.
    pub(super) fn add_events(&mut self, staged: Vec<StagedEvent>) -> Vec<TrackResult> {
        let mut results = Vec::with_capacity(staged.len());
        let mut kept = Vec::new();
        for mut event in staged {
            let row = self.find_subject(&event.keys);
            let id = self.event_id(&mut event.row);
            let duplicate = self.events.knows(id);
            let customer = row.map(|row| self.customer_id(self.clusters.anchor(row)));
            results.push(TrackResult { event_id: event.row.id.clone(), customer_id: customer, duplicate });
            if !duplicate {
                let told = (event.subjects.as_slice(), event.properties.as_slice());
                self.events.add((id, event.kind, Timestamp(event.row.time)), told, row, &event.keys);
                kept.push(event.row);
            }
        }
        if !kept.is_empty() {
            self.log(&Change::Events { rows: kept });
        }
        results
    }

    /// The id of an event; one without gets the next number that none has.
    fn event_id(&mut self, row: &mut EventRow) -> Symbol {
        let mut number = self.events.len();
        while row.id.is_empty() {
            number += 1;
            let id = format!("#{number}");
            let taken = self.records.symbols.find(&id).is_some_and(|id| self.events.knows(id));
            row.id = if taken { String::new() } else { id };
        }
        self.records.symbols.intern(&row.id)
    }

    /// Gives events to the customers whom their keys mean, now that these rows changed and had other keys before.
    /// Returns the rows that lost or gained some.
    pub(super) fn settle_events(&mut self, rows: &[Row], former: &[Key]) -> BTreeSet<Row> {
        if self.events.is_empty() {
            return BTreeSet::new();
        }
        let (directory, index, model) = (&self.directory, &self.index, &self.model);
        let shared =
            rows.iter().flat_map(|row| index.keys(*row)).chain(former).map(|key| SubjectKey::Shared(*key));
        let named = rows.iter().filter_map(|row| Some(SubjectKey::Record(directory.reference(*row)?.id)));
        self.events.settle(named.chain(shared), |subjects| find_subject(directory, index, model, subjects))
    }
}

/// The first row that one of the subjects leads to; a key that too many share leads nowhere.
fn find_subject(
    directory: &crate::identity::Directory,
    index: &Index,
    model: &Model,
    subjects: &[SubjectKey],
) -> Option<Row> {
    subjects.iter().find_map(|subject| match subject {
        SubjectKey::Record(id) => directory.row_of_id(*id),
        SubjectKey::Shared(key) if index.is_generic(model, *key) => None,
        SubjectKey::Shared(key) => index.rows(*key).first().copied(),
    })
}
