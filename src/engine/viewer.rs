//! What a reader sees of a customer: every text that leaves the engine for a role passes through here.

use std::collections::BTreeMap;

use super::portraits::Drawn;
use super::shown::Shown;
use super::subject::{CustomerSubject, Subjects};
use super::views::*;
use super::{Engine, RecordView};
use crate::actions::{self, Due, Occasion, Past};
use crate::columns::Row;
use crate::error::Result;
use crate::expr::{Number, ScoreId, SegmentId, StageId, Subject, TagId};
use crate::matching::Finding;
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::normalize::{Status, normalize};
use crate::privacy::{Access, View};
use crate::profile::{Contacts, Event, GoldenValue};
use crate::quality::{self, Issue};
use crate::reason::Reason;
use crate::schema::ruleset::{Entity, FieldDef, Label};
use crate::tags::{Portrait, RFM_CLASSES};

/// Fields that say what a customer is called, the best first.
pub(super) const NAMES: [&str; 3] = ["company", "short_name", "contact"];
/// What an entry of the timeline says of itself; a property of that name gets a number.
const ENTRY: [&str; 4] = ["id", "type", "text", "time"];

/// An engine as a reader sees it at one time.
pub(super) struct Viewer<'a> {
    engine: &'a Engine,
    subjects: Subjects<'a>,
    view: View<'a>,
    now: Timestamp,
}

impl Engine {
    /// The engine as a reader sees it.
    ///
    /// # Errors
    /// `privacy/…`.
    pub(super) fn viewer(&self, access: &Access, now: Timestamp) -> Result<Viewer<'_>> {
        let view = View::new(&self.ruleset.privacy, access)?;
        Ok(Viewer { engine: self, subjects: self.subjects(), view, now })
    }

    /// The engine as its host sees it.
    pub(super) fn host_viewer(&self, now: Timestamp) -> Viewer<'_> {
        Viewer { engine: self, subjects: self.subjects(), view: View::default(), now }
    }
}

impl<'a> Viewer<'a> {
    /// Whether the reader may see the field in full.
    pub(super) fn shows(&self, field: &FieldDef) -> bool {
        self.view.shows(field)
    }

    fn rows(&self, anchor: Row) -> &'a [Row] {
        self.engine.clusters.members(anchor)
    }

    fn portrait(&self, anchor: Row) -> Option<&'a Portrait> {
        self.engine.drawn()?.portraits.get(&anchor)
    }

    /// The customer as a subject of conditions.
    pub(super) fn subject(&self, anchor: Row) -> CustomerSubject<'_> {
        CustomerSubject::new(&self.subjects, self.rows(anchor))
    }

    /// What a customer is called.
    pub(super) fn name(&self, anchor: Row) -> String {
        let rows = self.rows(anchor);
        NAMES.iter().find_map(|name| self.field(name, rows)).unwrap_or_else(|| self.engine.record_id(anchor))
    }

    /// The surviving value of a field.
    fn field(&self, name: &str, rows: &[Row]) -> Option<String> {
        let (place, field) = self.engine.ruleset.field(name)?;
        let value = self.subjects.survivorship.winner(place, rows).filter(|value| value.status != Status::Invalid)?;
        self.view.show(field, self.engine.records.symbols.text(value.display))
    }

    fn kind(&self, rows: &[Row]) -> CustomerType {
        let records = &self.engine.records;
        let gives = |field: usize| rows.iter().any(|row| !records.values(records.cell(*row, field)).is_empty());
        let given = |name: &str| self.engine.ruleset.field(name).is_some_and(|(field, _)| gives(field));
        if ["company", "short_name", "uscc"].into_iter().any(given) { CustomerType::Company } else { CustomerType::Person }
    }

    /// A customer in a list.
    pub(super) fn summary(&self, anchor: Row) -> CustomerSummary {
        let (engine, rows, portrait) = (self.engine, self.rows(anchor), self.portrait(anchor));
        CustomerSummary {
            id: engine.customer_id(anchor),
            kind: self.kind(rows),
            name: self.name(anchor),
            city: self.field("city", rows).or_else(|| self.field("province", rows)),
            records: rows.len(),
            contacts: Contacts::new(&engine.fields).count(&engine.records, rows),
            events: self.event_summary(rows),
            tags: portrait.map(|p| p.tags().map(|id| self.named_tag(id)).collect()).unwrap_or_default(),
            segments: portrait.map(|p| p.segments().map(|id| self.named_segment(id)).collect()).unwrap_or_default(),
            stage: portrait.and_then(|p| p.stage()).map(|id| self.named_stage(id)),
        }
    }

    /// Everything known of a customer; `None` when there is none.
    pub(super) fn customer(&self, anchor: Row) -> Option<Customer> {
        let (engine, rows, portrait) = (self.engine, self.rows(anchor), self.portrait(anchor)?);
        let subject = self.subject(anchor);
        let golden = self.golden(rows);
        let due = self.due(anchor, &subject, portrait, Occasion::default());
        let drawn = engine.drawn()?;
        let ranks = engine.ruleset.scores.iter().zip(portrait.scores());
        let ranked = ranks.into_iter().any(|(definition, score)| definition.rfm.is_some() && score.value.is_some());
        let change = [portrait.next_change_at(), due.next_change_at, drawn.ranks_change().filter(|_| ranked)];
        Some(Customer {
            id: engine.customer_id(anchor),
            kind: self.kind(rows),
            name: self.name(anchor),
            aliases: rows.iter().skip(1).map(|row| engine.customer_id(*row)).collect(),
            identifiers: self.identifiers(rows),
            records: rows.iter().map(|row| self.stub(*row)).collect(),
            contacts: self.contacts(rows),
            events: self.event_summary(rows),
            timeline: self.timeline(rows),
            stage: portrait.stage().map(|id| self.named_stage(id)),
            tags: self.tags(&subject, portrait),
            scores: self.scores(&subject, portrait, drawn),
            segments: portrait.segments().map(|id| self.named_segment(id)).collect(),
            actions: due.actions.into_iter().map(|action| self.action(anchor, action)).collect(),
            quality: self.quality(&golden),
            next_change_at: change.into_iter().flatten().min().map(|t| t.to_rfc3339(engine.context.utc_offset)),
            ruleset: engine.hash.clone(),
            golden: self.masked(golden),
        })
    }

    /// The golden values, not masked yet.
    fn golden(&self, rows: &[Row]) -> Vec<(&'a FieldDef, GoldenValue)> {
        let fields = self.engine.fields.iter().enumerate().filter(|(_, field)| field.name != "id");
        fields.filter_map(|(i, field)| Some((field, self.subjects.survivorship.golden(i, rows)?))).collect()
    }

    fn masked(&self, golden: Vec<(&FieldDef, GoldenValue)>) -> BTreeMap<String, GoldenValue> {
        let mask = |(field, mut value): (&FieldDef, GoldenValue)| {
            value.value = self.view.show(field, &value.value)?;
            value.display = self.view.show(field, &value.display)?;
            for loser in &mut value.losers {
                loser.value = self.view.show(field, &loser.value)?;
            }
            Some((field.name.clone(), value))
        };
        golden.into_iter().filter_map(mask).collect()
    }

    /// How good the golden values of the company and its contact are.
    fn quality(&self, golden: &[(&FieldDef, GoldenValue)]) -> QualityView {
        let (mut issues, mut good, mut total) = (Vec::new(), 0.0, 0.0);
        for field in self.engine.ruleset.fields.iter().filter(|field| field.entity != Entity::Record) {
            let value = golden.iter().find(|(of, _)| of.name == field.name).map(|(_, value)| value);
            if value.is_none() && !field.required {
                continue;
            }
            total += 1.0;
            good += value.map_or(0.0, |value| worth(value.status));
            issues.extend(self.issues(field, value));
        }
        let score = if total == 0.0 { 100.0 } else { (good / total * 1000.0_f64).round() / 10.0 };
        QualityView { score, issues }
    }

    fn issues(&self, field: &FieldDef, value: Option<&GoldenValue>) -> Vec<Issue> {
        let language = self.engine.language();
        let Some(value) = value else { return vec![quality::missing(field, language)] };
        if value.status == Status::Valid {
            return Vec::new();
        }
        let normalized = normalize(field.kind, &value.display, &self.engine.context);
        let mut issues = quality::issues_of(field, &normalized, language);
        for issue in issues.iter_mut().filter(|_| !self.view.shows(field)) {
            issue.reason = self.view.reason(field, std::mem::replace(&mut issue.reason, Reason::new("")));
            issue.text = issue.reason.text(language);
        }
        issues
    }

    fn identifiers(&self, rows: &[Row]) -> Vec<IdentifierView> {
        let mut found: Vec<IdentifierView> = Vec::new();
        for definition in &self.engine.ruleset.identity.identifiers {
            for (i, field) in definition.fields.iter().filter_map(|name| self.engine.ruleset.field(name)) {
                let values = self.subjects.survivorship.all(i, rows).into_iter();
                let texts = values.map(|value| self.engine.records.symbols.text(value.text));
                let telling = texts.filter(|text| !definition.blocked.iter().any(|blocked| blocked == text));
                for value in telling.filter_map(|text| self.view.show(field, text)) {
                    let entry = IdentifierView { kind: definition.kind.clone(), value };
                    if !found.contains(&entry) {
                        found.push(entry);
                    }
                }
            }
        }
        found
    }

    fn contacts(&self, rows: &[Row]) -> Vec<ContactView> {
        let engine = self.engine;
        let mut contacts = Contacts::new(&engine.fields).of(&engine.records, &self.subjects.survivorship, rows);
        let field = |name: &str| engine.ruleset.field(name).map(|(_, field)| field);
        for contact in &mut contacts {
            let parts = [
                ("contact", &mut contact.name),
                ("title", &mut contact.title),
                ("department", &mut contact.department),
                ("mobile", &mut contact.mobile),
                ("email", &mut contact.email),
                ("wechat", &mut contact.wechat),
            ];
            for (name, part) in parts {
                *part = field(name).and_then(|field| self.view.show(field, part.as_deref()?));
            }
            contact.role = contact.role.take().filter(|_| field("title").is_some_and(|title| self.view.shows(title)));
        }
        contacts
    }

    fn stub(&self, row: Row) -> RecordView {
        let (source, id) = self.engine.origin(row);
        RecordView { id, source, fields: BTreeMap::new() }
    }

    /// A source record with its fields, cleaned.
    pub(super) fn record(&self, row: Row) -> RecordView {
        let mut view = self.stub(row);
        let records = &self.engine.records;
        for (i, field) in self.engine.fields.iter().enumerate().filter(|(_, field)| field.name != "id") {
            let texts = records.values(records.cell(row, i)).iter().map(|value| records.symbols.text(value.display));
            let shown: Vec<String> = texts.filter(|t| !t.is_empty()).filter_map(|t| self.view.show(field, t)).collect();
            if !shown.is_empty() {
                view.fields.insert(field.name.clone(), shown.join("；"));
            }
        }
        view
    }

    fn event_summary(&self, rows: &[Row]) -> EventSummary {
        let symbols = &self.engine.records.symbols;
        let events = self.engine.events.of(rows);
        let time = |event: Option<&&Event>| event.map(|e| e.time.to_rfc3339(self.engine.context.utc_offset));
        let (order, amount) = (symbols.find("order"), symbols.find("amount"));
        let orders = events.iter().filter(|event| Some(event.kind) == order);
        let amounts = orders.filter_map(|event| {
            let text = self.engine.events.property(event, amount?)?;
            Number::parse(symbols.text(text)).map(Number::raw)
        });
        let sum = Number::from_raw(amounts.fold(0_i64, i64::saturating_add));
        EventSummary { count: events.len(), first: time(events.first()), last: time(events.last()), amount: sum.to_string() }
    }

    fn timeline(&self, rows: &[Row]) -> Vec<TimelineEntry> {
        let engine = self.engine;
        let text = |symbol| engine.records.symbols.text(symbol).to_owned();
        let entry = |event: &&Event| {
            let kind = text(event.kind);
            let properties = engine.events.properties(event).iter();
            TimelineEntry {
                id: text(event.id),
                text: engine.automation.tagger.vocabulary().event_label(&kind, engine.language()).to_owned(),
                kind,
                time: event.time.to_rfc3339(engine.context.utc_offset),
                properties: properties.filter_map(|(name, value)| self.property(text(*name), text(*value))).collect(),
            }
        };
        engine.events.of(rows).iter().rev().map(entry).collect()
    }

    /// A property of an event; one named like a field is shown as the field is.
    fn property(&self, name: String, value: String) -> Option<(String, String)> {
        let field = self.engine.known_field(&name).and_then(|field| self.engine.fields.get(field));
        let value = match field {
            Some(field) => self.view.show(field, &value)?,
            None => value,
        };
        Some((if ENTRY.contains(&name.as_str()) { format!("{name} (2)") } else { name }, value))
    }

    fn tags(&self, subject: &dyn Subject, portrait: &Portrait) -> Vec<TagView> {
        let tagger = &self.engine.automation.tagger;
        let view = |id: TagId| {
            let Named { id: name, name: label } = self.named_tag(id);
            let value = tagger.tag_value(id, subject);
            let of = self.engine.ruleset.tags.get(id.index()).and_then(|tag| tag.value.as_deref());
            let value = match of.and_then(|name| self.engine.ruleset.field(name)) {
                Some((_, field)) => value.and_then(|value| self.view.show(field, &value)),
                None => value,
            };
            let reasons = self.facts(tagger.tag_reasons(id, subject, portrait, self.now));
            TagView { id: name, name: label, value, reasons }
        };
        portrait.tags().map(view).collect()
    }

    fn scores(&self, subject: &dyn Subject, portrait: &Portrait, drawn: &Drawn) -> Vec<ScoreView> {
        let (tagger, language) = (&self.engine.automation.tagger, self.engine.language());
        let view = |(i, score): (usize, &crate::expr::ScoreValue)| {
            let definition = self.engine.ruleset.scores.get(i)?;
            let buckets: Vec<(&str, &str)> = match definition.rfm {
                Some(_) => RFM_CLASSES.iter().map(|(id, zh, en)| (*id, either(language, zh, en))).collect(),
                None => definition.buckets.iter().map(|b| (b.id.as_str(), b.name.get(language))).collect(),
            };
            let bucket = score.bucket.and_then(|bucket| buckets.get(usize::from(bucket)));
            let reasons = tagger.score_reasons(ScoreId(i as u32), subject, portrait, drawn.population(), self.now);
            Some(ScoreView {
                id: definition.id.clone(),
                name: definition.name.get(language).to_owned(),
                value: score.value?,
                bucket: bucket.map(|(id, _)| (*id).to_owned()),
                label: bucket.map(|(_, label)| (*label).to_owned()),
                reasons: self.facts(reasons),
            })
        };
        portrait.scores().iter().enumerate().filter_map(view).collect()
    }

    /// What is due for a customer; texts and parameters are filled with what the reader may see.
    pub(super) fn due(&self, anchor: Row, subject: &dyn Subject, portrait: &Portrait, occasion: Occasion) -> Due {
        let engine = self.engine;
        let (id, name) = (engine.customer_id(anchor), self.name(anchor));
        let past: Vec<Past> = self.rows(anchor).iter().filter_map(|row| engine.past.get(row)).flatten().cloned().collect();
        let vocabulary = engine.automation.tagger.vocabulary();
        let shown = Shown::new(subject, self.view, &engine.ruleset.fields, vocabulary, engine.context.utc_offset);
        let customer = actions::Customer { id: &id, name: &name, subject: &portrait.over(subject), shown: &shown };
        engine.automation.rules.due(customer, occasion, &past, self.now)
    }

    /// An action that is due.
    pub(super) fn action(&self, anchor: Row, action: actions::Action) -> ActionView {
        let language = self.engine.language();
        ActionView {
            key: action.key,
            rule: action.rule,
            customer_id: action.customer_id,
            customer_name: self.name(anchor),
            action: action.action,
            name: action.name.get(language).to_owned(),
            priority: action.priority,
            due: action.due.to_string(),
            text: action.text.get(language).to_owned(),
            params: action.params,
            reasons: self.facts(action.reasons),
        }
    }

    /// Facts as far as the reader may know them.
    fn facts(&self, reasons: Vec<Reason>) -> Vec<Reason> {
        let show = |reason: Reason| {
            let path = reason.path.as_deref().filter(|_| reason.code == "fact/field");
            match path.and_then(|name| self.engine.ruleset.field(name)) {
                Some((_, field)) => self.view.reason(field, reason),
                None => reason,
            }
        };
        reasons.into_iter().map(show).collect()
    }

    /// What a comparison found, with the values compared as the reader may see them.
    pub(super) fn finding(&self, finding: &Finding) -> Reason {
        let reason = finding.reason(&self.engine.records, self.engine.language());
        let mut fields = finding.fields().iter().filter_map(|field| self.engine.ruleset.fields.get(*field));
        match fields.find(|field| !self.view.shows(field)) {
            Some(field) => self.view.reason(field, reason),
            None => reason,
        }
    }

    fn named(&self, definition: Option<(&String, &Label)>) -> Named {
        let name = |(id, label): (&String, &Label)| Named { id: id.clone(), name: label.get(self.engine.language()).to_owned() };
        definition.map(name).unwrap_or_default()
    }

    fn named_tag(&self, id: TagId) -> Named {
        self.named(self.engine.ruleset.tags.get(id.index()).map(|tag| (&tag.id, &tag.name)))
    }

    fn named_segment(&self, id: SegmentId) -> Named {
        self.named(self.engine.ruleset.segments.get(id.index()).map(|segment| (&segment.id, &segment.name)))
    }

    fn named_stage(&self, id: StageId) -> Named {
        self.named(self.engine.ruleset.stages.get(id.index()).map(|stage| (&stage.id, &stage.name)))
    }
}

fn either<'t>(language: Language, zh: &'t str, en: &'t str) -> &'t str {
    if language == Language::Zh { zh } else { en }
}

/// A doubtful value counts half.
fn worth(status: Status) -> f64 {
    match status {
        Status::Valid => 1.0,
        Status::Suspect => 0.5,
        Status::Invalid | Status::Empty => 0.0,
    }
}
