//! What a reader sees of a customer: every text that leaves the engine for a role passes through here.

mod addressee;
mod derived;
mod entities;
mod order;
mod people;
mod timeline;

pub(in crate::engine) use derived::either;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::mem;

use super::views::*;
use crate::actions::Occasion;
use crate::columns::{FieldId, Row};
use crate::engine::derived::{CustomerSubject, Subjects};
use crate::engine::{Engine, RecordView};
use crate::error::Result;
use crate::expr::{self, NamedFigure, Number, Subject, Value};
use crate::normalize::Status;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::profile::{Event, GoldenValue};
use crate::quality::{self, Deadlines, Issue};
use crate::reason::Reason;
use crate::schema::ruleset::{Entity, FieldDef};
use crate::sort::gather;
use crate::tags::Portrait;

pub(super) use order::asks_portraits;
pub(super) use timeline::TimelineFilter;

/// Fields that say what a customer is called, the best first.
pub(in crate::engine) const NAMES: [&str; 3] = ["company", "short_name", "contact"];

/// An engine as a reader sees it at one time.
pub(in crate::engine) struct Viewer<'a> {
    engine: &'a Engine,
    subjects: Subjects<'a>,
    /// The days from which on values count as fresh, worked out when somebody asks how good a customer's data is.
    deadlines: OnceCell<Deadlines>,
    view: View<'a>,
    now: Timestamp,
}

impl Engine {
    /// The engine as a reader sees it.
    ///
    /// # Errors
    /// `privacy/…`.
    pub(in crate::engine) fn viewer(&self, access: &Access, now: Timestamp) -> Result<Viewer<'_>> {
        let view = View::new(&self.ruleset.privacy, access)?;
        Ok(self.viewer_through(view, now))
    }

    /// The engine as its host sees it.
    pub(in crate::engine) fn host_viewer(&self, now: Timestamp) -> Viewer<'_> {
        self.viewer_through(View::default(), now)
    }

    fn viewer_through<'a>(&'a self, view: View<'a>, now: Timestamp) -> Viewer<'a> {
        Viewer { engine: self, subjects: self.subjects(now), deadlines: OnceCell::new(), view, now }
    }
}

impl<'a> Viewer<'a> {
    /// Whether the reader may see the field in full.
    pub(in crate::engine) fn shows(&self, field: &FieldDef) -> bool {
        self.view.shows(field)
    }

    fn rows(&self, anchor: Row) -> &'a [Row] {
        self.engine.clusters.members(anchor)
    }

    /// What customers are made into subjects with.
    pub(in crate::engine) fn subjects(&self) -> &Subjects<'a> {
        &self.subjects
    }

    /// The portrait of a customer, as it was drawn last.
    pub(in crate::engine) fn portrait(&self, anchor: Row) -> Option<Portrait> {
        self.engine.drawn()?.portraits.get(anchor)
    }

    /// The customer as a subject of conditions.
    pub(in crate::engine) fn subject(&self, anchor: Row) -> CustomerSubject<'_> {
        CustomerSubject::new(&self.subjects, self.rows(anchor))
    }

    /// A customer's id.
    pub(in crate::engine) fn customer_id(&self, anchor: Row) -> String {
        self.engine.customer_id(anchor)
    }

    /// A reason in the engine's language.
    pub(in crate::engine) fn text(&self, reason: &Reason) -> String {
        reason.text(self.engine.language())
    }

    /// What a customer is called.
    pub(in crate::engine) fn name(&self, anchor: Row) -> String {
        let rows = self.rows(anchor);
        NAMES
            .iter()
            .find_map(|name| self.field(name, rows))
            .unwrap_or_else(|| self.engine.record_id(self.engine.clusters.senior(anchor)))
    }

    /// Other ids that lead to a customer.
    fn aliases(&self, anchor: Row) -> Vec<String> {
        let senior = self.engine.clusters.senior(anchor);
        let others = self.rows(anchor).iter().filter(|row| **row != senior);
        others.map(|row| self.engine.own_id(*row)).collect()
    }

    /// The surviving value of a field; a filler such as 无 is none.
    fn field(&self, name: &str, rows: &[Row]) -> Option<String> {
        let (place, field) = self.engine.ruleset.field(name)?;
        let value = self.subjects.survivorship.winner(place, rows).filter(|value| value.usable())?;
        self.view.shown(field, value.shown(&self.engine.records.symbols))
    }

    /// The surviving value of a field of a customer, as people write it.
    pub(in crate::engine) fn written(&self, name: &str, anchor: Row) -> Option<String> {
        self.field(name, self.rows(anchor))
    }

    fn kind(&self, rows: &[Row]) -> CustomerType {
        let records = &self.engine.records;
        let gives =
            |field: usize| rows.iter().any(|row| !records.values(records.cell(*row, field)).is_empty());
        let given = |name: &str| self.engine.ruleset.field(name).is_some_and(|(field, _)| gives(field));
        if ["company", "short_name", "uscc"].into_iter().any(given) {
            CustomerType::Company
        } else {
            CustomerType::Person
        }
    }

    /// A customer in a list.
    pub(super) fn summary(&self, anchor: Row) -> CustomerSummary<'a> {
        let (engine, rows, portrait) = (self.engine, self.rows(anchor), self.portrait(anchor));
        CustomerSummary {
            id: engine.customer_id(anchor),
            kind: self.kind(rows),
            name: self.name(anchor),
            city: self.field("city", rows).or_else(|| self.field("province", rows)),
            records: rows.len(),
            contacts: self.subjects.contacts.count(&engine.records, rows),
            events: self.event_summary(&engine.events.of(rows)),
            tags: portrait
                .as_ref()
                .map(|p| p.tags().map(|id| self.named_tag(id)).collect())
                .unwrap_or_default(),
            segments: portrait
                .as_ref()
                .map(|p| p.segments().map(|id| self.named_segment(id)).collect())
                .unwrap_or_default(),
            stage: portrait.as_ref().and_then(Portrait::stage).map(|id| self.named_stage(id)),
        }
    }

    /// Everything known of a customer; `None` when there is none.
    pub(super) fn customer(&self, anchor: Row, wanted: &TimelineFilter) -> Option<Customer<'a>> {
        let (engine, rows, portrait) = (self.engine, self.rows(anchor), self.portrait(anchor)?);
        let subject = self.subject(anchor);
        let (events, people) = (subject.events(), subject.people());
        let stays = engine.journey(&subject, anchor, engine.drawn()?.population(), self.now);
        let (timeline_total, timeline) = self.timeline(events, people, wanted);
        let golden = self.golden(rows);
        let rules = &engine.automation.rules;
        let due = self.due(rules, (anchor, &subject, &portrait), (Occasion::default(), false));
        let drawn = engine.drawn()?;
        let ranks = engine.ruleset.scores.iter().zip(portrait.scores());
        let ranked =
            ranks.into_iter().any(|(definition, score)| definition.rfm.is_some() && score.value.is_some());
        let change = [portrait.next_change_at(), due.next_change_at, drawn.ranks_change().filter(|_| ranked)];
        Some(Customer {
            id: engine.customer_id(anchor),
            kind: self.kind(rows),
            name: self.name(anchor),
            aliases: self.aliases(anchor),
            identifiers: self.identifiers(rows),
            records: rows.iter().map(|row| self.stub(*row)).collect(),
            contacts: self.contacts(people, anchor),
            power: self.power(people),
            relations: self.relations(subject.relatives()),
            figures: self.figures(&subject),
            entities: self.entities(subject.ledger(), wanted.limit),
            money: self.money(subject.ledger()),
            events: self.event_summary(events),
            timeline,
            timeline_total,
            stage: portrait.stage().map(|id| self.stage(id, &stays)),
            stages: self.stays(&stays),
            tags: self.tags(&subject, &portrait),
            scores: self.scores(&subject, &portrait, drawn),
            forecasts: self.forecasts(&subject),
            segments: portrait.segments().map(|id| self.named_segment(id)).collect(),
            actions: due.actions.into_iter().map(|action| self.action(action)).collect(),
            journeys: engine.journey_views(anchor),
            quality: self.quality(&golden),
            next_change_at: change
                .into_iter()
                .flatten()
                .min()
                .map(|t| t.to_rfc3339(engine.context.utc_offset)),
            ruleset: engine.hash.clone(),
            golden: self.masked(golden),
        })
    }

    /// The golden values, not masked yet.
    fn golden(&self, rows: &[Row]) -> Vec<(FieldId, GoldenValue<'a>)> {
        let fields = self
            .engine
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !["id", "confidence"].contains(&field.name.as_str()));
        fields.filter_map(|(i, _)| Some((i, self.subjects.survivorship.golden(i, rows)?))).collect()
    }

    fn masked(&self, golden: Vec<(FieldId, GoldenValue<'a>)>) -> BTreeMap<&'a str, GoldenValue<'a>> {
        let mask = |(place, mut value): (FieldId, GoldenValue<'a>)| {
            let field = self.engine.fields.get(place)?;
            value.value = self.view.show(field, value.value)?;
            value.display = self.view.show(field, value.display)?;
            for loser in &mut value.losers {
                loser.value = self.view.show(field, mem::take(&mut loser.value))?;
            }
            Some((field.name.as_str(), value))
        };
        gather(golden.into_iter().filter_map(mask))
    }

    /// How good the golden values of the company and its contact are.
    fn quality(&self, golden: &[(FieldId, GoldenValue)]) -> QualityView {
        let (mut issues, mut good, mut total) = (Vec::new(), 0.0, 0.0);
        let fields = self.engine.ruleset.fields.iter().enumerate();
        let deadlines = self.deadlines.get_or_init(|| self.engine.rules.deadlines(Some(self.now)));
        for (place, field) in fields.filter(|(_, field)| field.entity != Entity::Record) {
            let value = golden.iter().find(|(of, _)| *of == place).map(|(_, value)| value);
            if value.is_none() && !field.required {
                continue;
            }
            total += 1.0;
            good += value.map_or(0.0, |value| worth(value.status));
            issues.extend(self.issues(place, field, value));
            let deadline = value.zip(deadlines.of(place));
            issues.extend(deadline.and_then(|(value, deadline)| self.stale(field, value, deadline)));
        }
        let score = if total == 0.0 { 100.0 } else { (good / total * 1000.0_f64).round() / 10.0 };
        QualityView { score, issues }
    }

    /// The issue that a golden value is older than its field's values may be.
    fn stale(&self, field: &FieldDef, value: &GoldenValue, deadline: &str) -> Option<Issue> {
        let written = value.at.as_ref()?;
        (*written < deadline).then(|| quality::stale(field, written, self.engine.language()))
    }

    fn issues(&self, place: FieldId, field: &FieldDef, value: Option<&GoldenValue>) -> Vec<Issue> {
        let language = self.engine.language();
        let Some(value) = value else { return vec![quality::missing(field, language)] };
        if value.status == Status::Valid {
            return Vec::new();
        }
        let normalized = self.engine.rules.read(place, field.kind, &value.display, &self.engine.context);
        let mut issues = quality::issues_of(field, &normalized, language);
        for issue in issues.iter_mut().filter(|_| !self.view.shows(field)) {
            issue.reason = self.view.reason(field, mem::replace(&mut issue.reason, Reason::new("")));
            issue.text = issue.reason.text(language);
        }
        issues
    }

    /// The numbers that conditions use beside the fields.
    fn figures(&self, subject: &dyn Subject) -> BTreeMap<&'a str, String> {
        let automation = &self.engine.automation;
        let fields = automation.tagger.vocabulary().figures();
        let figure = |(named, field): (&'a NamedFigure, expr::FieldId)| match subject.field(field) {
            Value::Number(number) => Some((named.name.as_str(), number.to_string())),
            _ => None,
        };
        gather(automation.figures.iter().zip(fields).filter_map(figure))
    }

    fn identifiers(&self, rows: &[Row]) -> Vec<IdentifierView<'a>> {
        let mut found: Vec<IdentifierView> = Vec::new();
        for definition in &self.engine.ruleset.identity.identifiers {
            for (i, field) in definition.fields.iter().filter_map(|name| self.engine.ruleset.field(name)) {
                let values = self.subjects.survivorship.all(i, rows).into_iter();
                let texts = values.map(|value| self.engine.records.symbols.text(value.text));
                for value in texts.filter_map(|text| self.view.show(field, text.into())) {
                    let entry = IdentifierView { kind: &definition.kind, value };
                    if !found.contains(&entry) {
                        found.push(entry);
                    }
                }
            }
        }
        found
    }

    fn stub(&self, row: Row) -> RecordView<'a> {
        let (source, id) = self.subjects.survivorship.origin(row);
        RecordView { id, source, fields: BTreeMap::new() }
    }

    /// A source record with its fields, cleaned.
    pub(in crate::engine) fn record(&self, row: Row) -> RecordView<'a> {
        let mut view = self.stub(row);
        let records = &self.engine.records;
        for (i, field) in self.engine.fields.iter().enumerate().filter(|(_, field)| field.name != "id") {
            let texts =
                records.values(records.cell(row, i)).iter().map(|value| value.shown(&records.symbols));
            let shown: Vec<String> =
                texts.filter(|t| !t.is_empty()).filter_map(|t| self.view.shown(field, t)).collect();
            if !shown.is_empty() {
                view.fields.insert(&field.name, shown.join("；"));
            }
        }
        view
    }

    /// Of events in the order of time.
    fn event_summary(&self, events: &[&Event]) -> EventSummary {
        let symbols = &self.engine.records.symbols;
        let time = |event: Option<&&Event>| event.map(|e| e.time.to_rfc3339(self.engine.context.utc_offset));
        let (order, amount) = (symbols.find("order"), symbols.find("amount"));
        let orders = events.iter().filter(|event| Some(self.engine.events.kind(event)) == order);
        let amounts = orders.filter_map(|event| {
            let text = self.engine.events.property(event, amount?)?;
            Number::parse(symbols.text(text)).map(Number::raw)
        });
        let sum = Number::from_raw(amounts.fold(0_i64, i64::saturating_add));
        EventSummary {
            count: events.len(),
            first: time(events.first()),
            last: time(events.last()),
            amount: sum.to_string(),
        }
    }
}

/// A doubtful value counts half.
fn worth(status: Status) -> f64 {
    match status {
        Status::Valid => 1.0,
        Status::Suspect => 0.5,
        Status::Invalid | Status::Empty => 0.0,
    }
}
