//! Events in: who they concern, and what they change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::columns::{Key, Row, Symbol};
use crate::engine::{ActionView, ControlView, Engine, Input};
use crate::error::{Error, Result};
use crate::expr::EventId;
use crate::identity::{Directory, Lifetimes, Seniority};
use crate::matching::{Index, Model};
use crate::normalize::civil::Timestamp;
use crate::normalize::{Records, normalize};
use crate::profile::{Pair, SubjectKey};
use crate::quality::Issue;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Part, is_safe_name};
use crate::sort::Arrange;
use crate::store::EventRow;
use crate::tags::Causes;

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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrackResult {
    /// The event's id.
    pub event_id: String,
    /// Whom it concerns; absent when the customer is not known yet.
    pub customer_id: Option<String>,
    /// Whether an event of that id was there before, so that this one was ignored.
    pub duplicate: bool,
    /// What is wrong with it; it counts all the same.
    pub issues: Vec<Issue>,
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
    /// What control groups would have got.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub control: Vec<ControlView>,
}

/// Columns of an event that say what it is rather than what it tells.
const OWN: [&str; 3] = ["event_id", "type", "time"];
/// The column that names the record concerned.
pub(in crate::engine) const RECORD: &str = "record_id";

/// An event as texts: what is known of it before anything is stored.
pub(in crate::engine) struct EventText<'e> {
    id: &'e str,
    kind: &'e str,
    time: Timestamp,
    subject: Vec<(&'e str, &'e str)>,
    properties: Vec<(&'e str, &'e str)>,
}

impl<'e> From<&'e EventRow> for EventText<'e> {
    fn from(row: &'e EventRow) -> Self {
        let texts = |map: &'e BTreeMap<String, String>| {
            map.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
        };
        Self {
            id: &row.id,
            kind: &row.kind,
            time: Timestamp(row.time),
            subject: texts(&row.subject),
            properties: texts(&row.properties),
        }
    }
}

impl<'e> EventText<'e> {
    /// Its type.
    pub(super) fn kind(&self) -> &'e str {
        self.kind
    }
}

/// An event whose names are resolved.
struct StagedEvent {
    /// Empty when it came without one.
    id: Symbol,
    kind: Symbol,
    time: Timestamp,
    subjects: Vec<(Symbol, Symbol)>,
    properties: Vec<(Symbol, Symbol)>,
    keys: Vec<SubjectKey>,
    /// The record that its keys lead to.
    row: Option<Row>,
    issues: Vec<Issue>,
}

impl Engine {
    /// Adds events, all or none. An event with a known id is ignored; one whose customer is unknown waits for it.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `import/time` for an event without a readable time, `limits/events`.
    pub fn track(&mut self, events: &[Input], now: &str) -> Result<TrackOutcome> {
        self.idle()?;
        let now = self.now(now)?;
        let texts = events
            .iter()
            .enumerate()
            .map(|(i, event)| self.event_text(&mut event.iter()).map_err(|e| e.under(&format!("[{i}]"))));
        let texts = texts.collect::<Result<Vec<_>>>()?;
        self.check_events(texts.len())?;
        let mut staged: Vec<_> = texts.iter().map(|text| self.stage_event(text, Some(now))).collect();
        if self.welcomes() {
            staged.iter().try_for_each(|event| self.welcome_subject(&event.subjects, event.time))?;
        }
        staged.iter_mut().for_each(|event| event.row = self.find_subject(&event.keys, event.time));
        let arrived = self.arrivals(&staged);
        let anchors: BTreeSet<Row> = arrived.keys().copied().collect();
        let concerned: Vec<Row> = anchors.iter().copied().collect();
        self.hear(Some(&concerned), now);
        let (nobody, mut before) = (BTreeMap::new(), BTreeMap::new());
        self.show_those(&anchors, &nobody, now, &mut |_, _, anchor, portrait| {
            before.insert(anchor, portrait);
        });
        let first = self.events.end();
        let results = staged.into_iter().map(|event| self.add_event(event)).collect();
        self.log_events(first);
        for (anchor, types) in &arrived {
            self.automation.forget_in_part(*anchor, Causes::events(types.iter().copied()));
        }
        self.hear(Some(&concerned), now);
        self.move_on(&concerned, now);
        // All of them are to be drawn, or none, as hearing did that: they are shown in their order.
        let mut changed = Vec::with_capacity(anchors.len());
        self.show_those(&anchors, &before, now, &mut |viewer, subject, anchor, portrait| {
            let events = arrived.get(&anchor).map_or(&[][..], Vec::as_slice);
            let change = viewer.change((anchor, subject, &portrait), before.get(&anchor), events);
            changed.push(change);
        });
        Ok(TrackOutcome { results, changed })
    }

    /// Makes a customer of the subject of an event that leads nowhere, where the ruleset wants that.
    fn welcome_subject(&mut self, subjects: &[Pair], at: Timestamp) -> Result<()> {
        let text = |symbol: Symbol| self.records.symbols.text(symbol).to_owned();
        let texts: Vec<(String, String)> =
            subjects.iter().map(|(name, value)| (text(*name), text(*value))).collect();
        let borrowed: Vec<(&str, &str)> =
            texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let keys = self.subject_keys(&borrowed);
        if self.find_subject(&keys, at).is_some() { Ok(()) } else { self.welcome(&texts, at) }
    }

    /// Whether an anonymous identifier makes a customer.
    fn welcomes(&self) -> bool {
        self.ruleset.identity.identifiers.iter().any(|def| def.anonymous)
    }

    /// Makes customers of the subjects of all events from the given one on that wait for one.
    pub(in crate::engine) fn welcome_waiting(&mut self, first: usize) -> Result<()> {
        if !self.welcomes() {
            return Ok(());
        }
        let waiting = self.events.from(first).filter(|event| event.row().is_none());
        let waiting: Vec<(Vec<Pair>, Timestamp)> =
            waiting.map(|event| (self.events.subjects(event).collect(), event.time)).collect();
        waiting.iter().try_for_each(|(subjects, at)| self.welcome_subject(subjects, *at))
    }

    /// The customers that new events concern, with the types of those events.
    fn arrivals(&self, staged: &[StagedEvent]) -> BTreeMap<Row, Vec<EventId>> {
        let mut arrived: BTreeMap<Row, Vec<EventId>> = BTreeMap::new();
        for event in staged.iter().filter(|event| !self.events.knows(event.id)) {
            let Some(row) = event.row else { continue };
            let types = arrived.entry(self.clusters.anchor(row)).or_default();
            let kind = self.records.symbols.text(event.kind);
            types.extend(self.automation.tagger.vocabulary().event(kind));
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

    /// Reads an event as it came, by name and text; of two texts with one name the later counts.
    pub(super) fn event_text<'e>(
        &self,
        pairs: &mut dyn Iterator<Item = (&'e str, &'e str)>,
    ) -> Result<EventText<'e>> {
        let (mut subject, mut properties) = (Vec::new(), Vec::new());
        let mut own = [""; OWN.len()];
        for (name, text) in pairs {
            let text = text.trim();
            if let Some((_, slot)) = OWN.iter().zip(&mut own).find(|(own, _)| **own == name) {
                *slot = text;
            } else if self.is_subject(name) {
                put(&mut subject, name, text);
            } else if is_safe_name(name) {
                put(&mut properties, name, text);
            }
        }
        let [id, kind, time] = own;
        let parsed = self.event_time(time);
        let time = parsed.ok_or_else(|| Error::new("import/time", "time").with("value", time))?;
        Ok(EventText { id, kind, time, subject, properties })
    }

    /// Whether what an event gives under a name says whom it concerns.
    pub(in crate::engine) fn is_subject(&self, name: &str) -> bool {
        name == RECORD || self.subject_fields.contains(name)
    }

    /// ISO 8601 first, which is quick; else whatever a date column may hold.
    fn event_time(&self, text: &str) -> Option<Timestamp> {
        let offset = self.context.utc_offset;
        Timestamp::parse(text, offset).or_else(|| {
            let normalized = normalize(FieldKind::Date, text, &self.context);
            Timestamp::parse(normalized.value.as_deref()?, offset)
        })
    }

    fn stage_event(&mut self, event: &EventText, now: Option<Timestamp>) -> StagedEvent {
        let mut properties = Vec::with_capacity(event.properties.len());
        let mut issues = self.frame_issues(event.kind, event.time, now);
        for (name, text) in &event.properties {
            let (text, issue) = self.read_property(event.kind, name, text);
            issues.extend(issue);
            properties.push(self.intern_pair(name, &text));
        }
        StagedEvent {
            id: self.records.symbols.intern(event.id),
            kind: self.records.symbols.intern(event.kind),
            time: event.time,
            subjects: event.subject.iter().map(|(name, text)| self.intern_pair(name, text)).collect(),
            properties,
            keys: self.subject_keys(&event.subject),
            row: None,
            issues,
        }
    }

    fn intern_pair(&mut self, name: &str, text: &str) -> (Symbol, Symbol) {
        (self.records.symbols.intern(name), self.records.symbols.intern(text))
    }

    /// The blocking rule by whose keys a value of the field leads to a customer.
    fn subject_rule(&self, field: usize) -> Option<(u16, Part)> {
        Index::rule_of_field(&self.model, field)
    }

    /// The keys that lead to whom an event concerns, the record's id first, then by the strength of the identifiers. A text
    /// that many events or a record give is normalized once.
    fn subject_keys(&mut self, subject: &[(&str, &str)]) -> Vec<SubjectKey> {
        let mut keys = Vec::new();
        let mut subject = subject.to_vec();
        if subject.len() > 1 {
            subject.arrange_by_key(|(name, _)| self.strength(name));
        }
        if let Some((_, id)) = subject.iter().find(|(name, _)| *name == RECORD) {
            keys.push(SubjectKey::Record(self.records.symbols.intern(id)));
        }
        for (name, text) in subject.iter().filter(|(name, _)| *name != RECORD) {
            let Some((field, _)) = self.ruleset.field(name) else { continue };
            let Some((rule, part)) = self.subject_rule(field) else { continue };
            let cell = self.cell(field, text);
            let value = self.records.values(cell).first();
            let value = value.and_then(|value| value.part(part, &self.records.symbols).present());
            keys.extend(value.map(|value| SubjectKey::Shared(Key::of(rule, value))));
        }
        keys
    }

    /// The place of a field among the identifiers, the strongest first; others come after them.
    fn strength(&self, field: &str) -> usize {
        let mut fields = self.ruleset.identity.identifiers.iter().flat_map(|def| &def.fields);
        fields.position(|known| known == field).unwrap_or(usize::MAX)
    }

    fn find_subject(&self, subjects: &[SubjectKey], at: Timestamp) -> Option<Row> {
        let lifetimes = self.lifetimes();
        Finder {
            records: &self.records,
            directory: &self.directory,
            index: &self.index,
            model: &self.model,
            seniority: self.seniority(),
            lifetimes,
        }
        .find(subjects, at)
    }

    pub(in crate::engine) fn lifetimes(&self) -> Lifetimes {
        Lifetimes::new(&self.ruleset.identity, &self.model, &self.ruleset.fields, self.context.utc_offset)
    }

    /// Adds an event, unless it is there already; `log_events` writes it to the journal.
    fn add_event(&mut self, event: StagedEvent) -> TrackResult {
        let (id, duplicate) = self.insert_event(&event);
        let customer_id = event.row.map(|row| self.customer_id(self.clusters.anchor(row)));
        let event_id = self.records.symbols.text(id).to_owned();
        TrackResult { event_id, customer_id, duplicate, issues: event.issues }
    }

    /// Adds an event as it came, unless it is there already. Returns its id and what is wrong with it.
    pub(in crate::engine) fn take_event(
        &mut self,
        event: &EventText,
        now: Option<Timestamp>,
    ) -> (Symbol, Vec<Issue>) {
        let mut event = self.stage_event(event, now);
        event.row = self.find_subject(&event.keys, event.time);
        (self.insert_event(&event).0, event.issues)
    }

    /// The event's id, and whether it was there already.
    fn insert_event(&mut self, event: &StagedEvent) -> (Symbol, bool) {
        let id = event.id.present().unwrap_or_else(|| self.free_event_id());
        let duplicate = self.events.knows(id);
        if !duplicate {
            let told = (event.subjects.as_slice(), event.properties.as_slice());
            self.events.add((id, event.kind, event.time), told, event.row, &event.keys);
        }
        (id, duplicate)
    }

    /// The next number that no event has, for one that comes without an id.
    fn free_event_id(&mut self) -> Symbol {
        let mut number = self.events.len();
        loop {
            number += 1;
            let id = self.records.symbols.intern(&format!("#{number}"));
            if !self.events.knows(id) {
                return id;
            }
        }
    }

    /// Gives events to the customers whom their keys mean, now that these rows changed and had other keys before.
    /// Returns the rows that lost or gained some.
    pub(in crate::engine) fn settle_events(&mut self, rows: &[Row], former: &[Key]) -> BTreeSet<Row> {
        if self.events.is_empty() {
            return BTreeSet::new();
        }
        let (index, directory) = (&self.index, &self.directory);
        let shared = rows
            .iter()
            .flat_map(|row| index.keys(*row))
            .chain(former.iter().copied())
            .map(SubjectKey::Shared);
        let named = rows.iter().filter_map(|row| Some(SubjectKey::Record(directory.reference(*row)?.id)));
        let keys: Vec<SubjectKey> = named.chain(shared).collect();
        self.settle(keys)
    }

    /// As [`settle_events`](Self::settle_events), of records that are gone.
    pub(in crate::engine) fn settle_orphans(
        &mut self,
        mut names: Vec<SubjectKey>,
        former: &[Key],
    ) -> BTreeSet<Row> {
        names.extend(former.iter().map(|key| SubjectKey::Shared(*key)));
        self.settle(names)
    }

    fn settle(&mut self, keys: Vec<SubjectKey>) -> BTreeSet<Row> {
        let (priority, rule) = (&self.ruleset.source_priority, self.ruleset.identity.survivor);
        let (records, directory, index, model) = (&self.records, &self.directory, &self.index, &self.model);
        let seniority = Seniority::new(records, directory, self.fields.created(), priority, rule);
        let lifetimes = self.lifetimes();
        let finder = Finder { records, directory, index, model, seniority, lifetimes };
        self.events.settle(keys, |subjects, at| finder.find(subjects, at))
    }
}

/// Puts a text in the place that its name has in the order of names.
fn put<'e>(pairs: &mut Vec<(&'e str, &'e str)>, name: &'e str, text: &'e str) {
    if text.is_empty() {
        return;
    }
    match pairs.binary_search_by(|(known, _)| (*known).cmp(name)) {
        Ok(place) => pairs.get_mut(place).into_iter().for_each(|pair| pair.1 = text),
        Err(place) => pairs.insert(place, (name, text)),
    }
}

/// Finds out whom events concern.
struct Finder<'a> {
    records: &'a Records,
    directory: &'a Directory,
    index: &'a Index,
    model: &'a Model,
    seniority: Seniority<'a>,
    lifetimes: Lifetimes,
}

impl Finder<'_> {
    /// The senior of the rows that the first subject with any leads to at that time, and of those the ones that the next
    /// subjects lead to as well, where there are any.
    fn find(&self, subjects: &[SubjectKey], at: Timestamp) -> Option<Row> {
        let mut found = Vec::new();
        for subject in subjects {
            let rows = self.rows(subject, at);
            let both: Vec<Row> = found.iter().copied().filter(|row| rows.contains(row)).collect();
            match (found.is_empty(), both.is_empty()) {
                (true, _) => found = rows,
                (_, false) => found = both,
                _ => {}
            }
            if found.len() == 1 {
                break;
            }
        }
        self.seniority.first(&found)
    }

    /// The rows that a subject leads to; a key that too many share leads nowhere.
    fn rows(&self, subject: &SubjectKey, at: Timestamp) -> Vec<Row> {
        match subject {
            SubjectKey::Record(id) => self.directory.rows_of_id(*id).collect(),
            SubjectKey::Shared(key) if self.index.is_generic(self.model, *key) => Vec::new(),
            SubjectKey::Shared(key) => {
                let near = |row: &Row| self.lifetimes.reach(key.rule, (self.records, *row), at);
                self.index.rows(*key).iter().copied().filter(near).collect()
            }
        }
    }
}
