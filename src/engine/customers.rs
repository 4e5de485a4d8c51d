//! Customers as callers see them: lists, customer 360, tags, segments.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::portraits::Drawn;
use super::subject::{CustomerSubject, Subjects};
use super::views::*;
use super::Engine;
use crate::columns::Row;
use crate::error::{Error, Result};
use crate::expr::{Number, ScoreId, SegmentId, StageId, Subject, TagId};
use crate::messages::Language;
use crate::normalize::Status;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::profile::{Contacts, Event, GoldenValue};
use crate::quality::issues_of;
use crate::schema::ruleset::{Entity, FieldDef, Label, Mask};
use crate::segments::Membership;
use crate::tags::{Portrait, RFM_CLASSES};
use crate::text;

/// Which customers are wanted, and who asks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CustomerQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Customers to pass over.
    pub offset: usize,
    /// Most customers to give.
    pub limit: usize,
    /// Only customers in whose name, identifiers or records this text occurs.
    pub search: Option<String>,
    /// Only customers in this segment.
    pub segment: Option<String>,
    /// Only customers that bear this tag.
    pub tag: Option<String>,
    /// Who reads, and what for.
    #[serde(flatten)]
    pub access: Access,
}

impl Default for CustomerQuery {
    fn default() -> Self {
        let access = Access::default();
        Self { now: String::new(), offset: 0, limit: 50, search: None, segment: None, tag: None, access }
    }
}

/// Fields that say what a customer is called, the best first.
const NAMES: [&str; 3] = ["company", "short_name", "contact"];

impl Engine {
    /// The customers, in the order of their first record.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/unknown_segment`, `condition/unknown_tag`, `privacy/…`.
    pub fn customers(&mut self, query: &CustomerQuery) -> Result<CustomerPage> {
        self.idle()?;
        let now = self.now(&query.now)?;
        View::new(&self.ruleset.privacy, &query.access)?;
        self.draw(now);
        let anchors = self.selected(query)?;
        let view = View::new(&self.ruleset.privacy, &query.access)?;
        let subjects = self.subjects();
        let page = anchors.iter().skip(query.offset).take(query.limit);
        let rows = page.map(|anchor| self.summary(*anchor, &subjects, &view)).collect();
        Ok(CustomerPage { total: anchors.len(), rows })
    }

    /// The anchors of the customers that a query means.
    fn selected(&self, query: &CustomerQuery) -> Result<Vec<Row>> {
        let vocabulary = self.automation.tagger.vocabulary();
        let segment = query.segment.as_deref().map(|id| vocabulary.segment(id)).transpose()?;
        let tag = query.tag.as_deref().map(|id| vocabulary.tag(id)).transpose()?;
        let Some(drawn) = self.drawn() else { return Ok(Vec::new()) };
        let wanted = query.search.as_deref().map(text::fold).filter(|folded| !folded.is_empty());
        let in_segment = |anchor| segment.is_none_or(|s| drawn.memberships.segment(s).is_some_and(|m| m.contains(anchor)));
        let bears = |anchor| tag.is_none_or(|t| drawn.memberships.tag(t).is_some_and(|m| m.contains(anchor)));
        let found = |anchor| wanted.as_deref().is_none_or(|wanted| self.mentions(anchor, wanted));
        Ok(self.clusters.anchors().filter(|a| in_segment(*a) && bears(*a) && found(*a)).collect())
    }

    /// Whether a text occurs among the names and identifiers of a customer.
    fn mentions(&self, anchor: Row, wanted: &str) -> bool {
        let telling = |field: &FieldDef| {
            NAMES.contains(&field.name.as_str()) || self.ruleset.identity.identifiers.iter().any(|i| i.fields.contains(&field.name))
        };
        let fields: Vec<usize> = (0..self.ruleset.fields.len()).filter(|i| self.ruleset.fields.get(*i).is_some_and(telling)).collect();
        self.clusters.members(anchor).iter().any(|row| {
            let cells = fields.iter().map(|field| self.records.cell(*row, *field));
            let mut values = cells.flat_map(|cell| self.records.values(cell));
            values.any(|value| text::fold(self.records.symbols.text(value.text)).contains(wanted))
        })
    }

    /// What a customer is called.
    pub(super) fn customer_name(&self, anchor: Row) -> String {
        self.name_of(&self.subjects(), self.clusters.members(anchor)).unwrap_or_else(|| self.record_id(anchor))
    }

    fn name_of(&self, subjects: &Subjects, rows: &[Row]) -> Option<String> {
        NAMES.iter().find_map(|name| self.shown_field(subjects, name, rows))
    }

    fn shown_field(&self, subjects: &Subjects, name: &str, rows: &[Row]) -> Option<String> {
        let (field, _) = self.ruleset.field(name)?;
        let value = subjects.survivorship.winner(field, rows).filter(|value| value.status != Status::Invalid)?;
        Some(self.records.symbols.text(value.display).to_owned())
    }

    fn type_of(&self, rows: &[Row]) -> CustomerType {
        let given = |name: &str| {
            self.ruleset.field(name).is_some_and(|(field, _)| rows.iter().any(|row| !self.records.values(self.records.cell(*row, field)).is_empty()))
        };
        if ["company", "short_name", "uscc"].into_iter().any(given) { CustomerType::Company } else { CustomerType::Person }
    }

    fn summary(&self, anchor: Row, subjects: &Subjects, view: &View) -> CustomerSummary {
        let rows = self.clusters.members(anchor);
        let portrait = self.drawn().and_then(|drawn| drawn.portraits.get(&anchor));
        let shown = |name: &str| {
            let (_, field) = self.ruleset.field(name)?;
            view.show(field, &self.shown_field(subjects, name, rows)?)
        };
        let city = self.ruleset.field("city").or(self.ruleset.field("province")).and_then(|(_, field)| shown(&field.name));
        CustomerSummary {
            id: self.customer_id(anchor),
            kind: self.type_of(rows),
            name: NAMES.iter().find_map(|name| shown(name)).unwrap_or_else(|| self.record_id(anchor)),
            city,
            records: rows.len(),
            contacts: Contacts::new(&self.fields).count(&self.records, rows),
            events: self.event_summary(rows),
            tags: portrait.map(|p| p.tags().map(|id| self.named_tag(id)).collect()).unwrap_or_default(),
            segments: portrait.map(|p| p.segments().map(|id| self.named_segment(id)).collect()).unwrap_or_default(),
            stage: portrait.and_then(|p| p.stage()).map(|id| self.named_stage(id)),
        }
    }

    /// Everything known of a customer, as far as the reader may see it.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `time/invalid`, `privacy/…`.
    pub fn customer(&mut self, id: &str, access: &Access, now: &str) -> Result<Customer> {
        self.idle()?;
        let now = self.now(now)?;
        View::new(&self.ruleset.privacy, access)?;
        let anchor = self.anchor_of(id)?;
        self.draw(now);
        let view = View::new(&self.ruleset.privacy, access)?;
        self.full_view(anchor, &self.subjects(), &view, now).ok_or_else(|| Error::new("customer/unknown", "id").with("id", id))
    }

    /// Everything known of a customer; `None` when there is none.
    pub(super) fn full_view(&self, anchor: Row, subjects: &Subjects, view: &View, now: Timestamp) -> Option<Customer> {
        let rows = self.clusters.members(anchor);
        let drawn = self.drawn()?;
        let portrait = drawn.portraits.get(&anchor)?;
        let subject = CustomerSubject::new(subjects, rows);
        let golden = self.golden(subjects, rows, view);
        let name = NAMES.iter().find_map(|name| golden.get(*name)).map(|value| value.display.clone());
        let changes = [portrait.next_change_at(), self.actions_change(anchor, &subject, portrait, now)];
        Some(Customer {
            id: self.customer_id(anchor),
            kind: self.type_of(rows),
            name: name.unwrap_or_else(|| self.record_id(anchor)),
            aliases: rows.iter().skip(1).map(|row| self.customer_id(*row)).collect(),
            identifiers: self.identifiers(subjects, rows, view),
            records: rows.iter().map(|row| self.record_stub(*row)).collect(),
            contacts: self.contacts(subjects, rows, view),
            events: self.event_summary(rows),
            timeline: self.timeline(rows),
            stage: portrait.stage().map(|id| self.named_stage(id)),
            tags: self.tag_views(&subject, portrait, now),
            scores: self.score_views(&subject, portrait, drawn, now),
            segments: portrait.segments().map(|id| self.named_segment(id)).collect(),
            actions: self.action_views(anchor, &subject, portrait, now),
            quality: self.customer_quality(&golden),
            next_change_at: changes.into_iter().flatten().min().map(|t| t.to_rfc3339(self.context.utc_offset)),
            ruleset: self.hash.clone(),
            golden,
        })
    }

    fn golden(&self, subjects: &Subjects, rows: &[Row], view: &View) -> BTreeMap<String, GoldenValue> {
        let mut golden = BTreeMap::new();
        for (i, field) in self.fields.iter().enumerate() {
            if field.name == "id" || view.mode(field) == Mask::Hide {
                continue;
            }
            if let Some(mut value) = subjects.survivorship.golden(i, rows) {
                self.mask_golden(field, &mut value, view);
                golden.insert(field.name.clone(), value);
            }
        }
        golden
    }

    fn mask_golden(&self, field: &FieldDef, value: &mut GoldenValue, view: &View) {
        let shown = |text: &str| view.show(field, text).unwrap_or_default();
        value.value = shown(&value.value);
        value.display = shown(&value.display);
        for loser in &mut value.losers {
            loser.value = shown(&loser.value);
        }
    }

    fn identifiers(&self, subjects: &Subjects, rows: &[Row], view: &View) -> Vec<IdentifierView> {
        let mut found: Vec<IdentifierView> = Vec::new();
        for definition in &self.ruleset.identity.identifiers {
            for (i, field) in definition.fields.iter().filter_map(|name| self.ruleset.field(name)) {
                for value in subjects.survivorship.all(i, rows) {
                    let Some(text) = view.show(field, self.records.symbols.text(value.text)) else { continue };
                    let entry = IdentifierView { kind: definition.kind.clone(), value: text };
                    if !definition.blocked.contains(&entry.value) && !found.contains(&entry) {
                        found.push(entry);
                    }
                }
            }
        }
        found
    }

    fn contacts(&self, subjects: &Subjects, rows: &[Row], view: &View) -> Vec<ContactView> {
        let mut contacts = Contacts::new(&self.fields).of(&self.records, &subjects.survivorship, rows);
        let field = |name: &str| self.ruleset.field(name).map(|(_, field)| field);
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
                let shown = field(name).and_then(|field| view.show(field, part.as_deref()?));
                *part = shown;
            }
        }
        contacts
    }

    fn record_stub(&self, row: Row) -> RecordView {
        let (source, id) = self.origin(row);
        RecordView { id, source, fields: BTreeMap::new() }
    }

    /// A source record with its fields, cleaned.
    pub(super) fn record_view(&self, row: Row) -> RecordView {
        let mut view = self.record_stub(row);
        for (i, field) in self.fields.iter().enumerate().filter(|(_, field)| field.name != "id") {
            let values = self.records.values(self.records.cell(row, i)).iter();
            let texts: Vec<&str> = values.map(|value| self.records.symbols.text(value.display)).filter(|t| !t.is_empty()).collect();
            if !texts.is_empty() {
                view.fields.insert(field.name.clone(), texts.join("；"));
            }
        }
        view
    }

    fn event_summary(&self, rows: &[Row]) -> EventSummary {
        let events = self.events.of(rows);
        let offset = self.context.utc_offset;
        let time = |event: Option<&&Event>| event.map(|e| e.time.to_rfc3339(offset));
        let order = self.records.symbols.find("order");
        let amount = self.records.symbols.find("amount");
        let orders = events.iter().filter(|event| Some(event.kind) == order);
        let amounts = orders.filter_map(|event| {
            let text = self.events.property(event, amount?)?;
            Number::parse(self.records.symbols.text(text)).map(Number::raw)
        });
        let sum = amounts.fold(0_i64, i64::saturating_add);
        EventSummary { count: events.len(), first: time(events.first()), last: time(events.last()), amount: Number::from_raw(sum).to_string() }
    }

    fn timeline(&self, rows: &[Row]) -> Vec<TimelineEntry> {
        let text = |symbol| self.records.symbols.text(symbol).to_owned();
        let vocabulary = self.automation.tagger.vocabulary();
        let entry = |event: &&Event| {
            let kind = text(event.kind);
            TimelineEntry {
                id: text(event.id),
                text: vocabulary.event_label(&kind, self.language()).to_owned(),
                kind,
                time: event.time.to_rfc3339(self.context.utc_offset),
                properties: self.events.properties(event).iter().map(|(name, value)| (text(*name), text(*value))).collect(),
            }
        };
        self.events.of(rows).iter().rev().map(entry).collect()
    }

    fn tag_views(&self, subject: &dyn Subject, portrait: &Portrait, now: Timestamp) -> Vec<TagView> {
        let tagger = &self.automation.tagger;
        let view = |id: TagId| {
            let Named { id: name, name: label } = self.named_tag(id);
            let reasons = tagger.tag_reasons(id, subject, portrait, now);
            TagView { id: name, name: label, value: tagger.tag_value(id, subject), reasons }
        };
        portrait.tags().map(view).collect()
    }

    fn score_views(&self, subject: &dyn Subject, portrait: &Portrait, drawn: &Drawn, now: Timestamp) -> Vec<ScoreView> {
        let view = |(i, score): (usize, &crate::expr::ScoreValue)| {
            let definition = self.ruleset.scores.get(i)?;
            let buckets: Vec<(&str, &str)> = match definition.rfm {
                Some(_) => RFM_CLASSES.iter().map(|(id, zh, en)| (*id, self.either(zh, en))).collect(),
                None => definition.buckets.iter().map(|b| (b.id.as_str(), b.name.get(self.language()))).collect(),
            };
            let bucket = score.bucket.and_then(|bucket| buckets.get(usize::from(bucket)));
            let reasons = self.automation.tagger.score_reasons(ScoreId(i as u32), subject, portrait, drawn.population(), now);
            Some(ScoreView {
                id: definition.id.clone(),
                name: definition.name.get(self.language()).to_owned(),
                value: score.value?,
                bucket: bucket.map(|(id, _)| (*id).to_owned()),
                label: bucket.map(|(_, label)| (*label).to_owned()),
                reasons,
            })
        };
        portrait.scores().iter().enumerate().filter_map(view).collect()
    }

    fn either<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.language() == Language::Zh { zh } else { en }
    }

    fn named(&self, id: &str, label: &Label) -> Named {
        Named { id: id.to_owned(), name: label.get(self.language()).to_owned() }
    }

    fn named_tag(&self, id: TagId) -> Named {
        let tag = self.ruleset.tags.get(id.index());
        tag.map(|tag| self.named(&tag.id, &tag.name)).unwrap_or_else(|| self.named("", &Label::default()))
    }

    fn named_segment(&self, id: SegmentId) -> Named {
        let segment = self.ruleset.segments.get(id.index());
        segment.map(|s| self.named(&s.id, &s.name)).unwrap_or_else(|| self.named("", &Label::default()))
    }

    fn named_stage(&self, id: StageId) -> Named {
        let stage = self.ruleset.stages.get(id.index());
        stage.map(|s| self.named(&s.id, &s.name)).unwrap_or_else(|| self.named("", &Label::default()))
    }

    /// How good the golden values of the company and its contact are.
    fn customer_quality(&self, golden: &BTreeMap<String, GoldenValue>) -> QualityView {
        let mut issues = Vec::new();
        let (mut good, mut total) = (0.0, 0.0);
        for field in self.ruleset.fields.iter().filter(|field| field.entity != Entity::Record) {
            match golden.get(&field.name) {
                Some(value) => {
                    total += 1.0;
                    good += match value.status {
                        Status::Valid => 1.0,
                        Status::Suspect => 0.5,
                        Status::Invalid | Status::Empty => 0.0,
                    };
                    if value.status != Status::Valid {
                        let normalized = crate::normalize::normalize(field.kind, &value.display, &self.context);
                        issues.extend(issues_of(field, &normalized, self.language()));
                    }
                }
                None if field.required => {
                    total += 1.0;
                    issues.push(crate::quality::missing(field, self.language()));
                }
                None => {}
            }
        }
        let score = if total == 0.0 { 100.0 } else { (good / total * 1000.0_f64).round() / 10.0 };
        QualityView { score, issues }
    }

    /// All segments of the ruleset with how many customers are in them.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn segments(&mut self, now: &str) -> Result<Vec<SegmentCount>> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let count = |i: usize| {
            let membership = self.drawn()?.memberships.segment(SegmentId(i as u32))?;
            Some(membership.count())
        };
        let entry = |(i, segment): (usize, &crate::schema::ruleset::SegmentDef)| SegmentCount {
            id: segment.id.clone(),
            name: segment.name.get(self.language()).to_owned(),
            description: segment.description.get(self.language()).to_owned(),
            count: count(i).unwrap_or_default(),
            tone: segment.tone,
        };
        Ok(self.ruleset.segments.iter().enumerate().map(entry).collect())
    }

    /// All tags of the ruleset with how many customers bear them.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn tags(&mut self, now: &str) -> Result<Vec<TagCount>> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let count = |i: usize| Some(self.drawn()?.memberships.tag(TagId(i as u32))?.len());
        let entry = |(i, tag): (usize, &crate::schema::ruleset::TagDef)| TagCount {
            id: tag.id.clone(),
            name: tag.name.get(self.language()).to_owned(),
            group: tag.group.clone(),
            purpose: tag.purpose.get(self.language()).to_owned(),
            count: count(i).unwrap_or_default(),
        };
        Ok(self.ruleset.tags.iter().enumerate().map(entry).collect())
    }

    /// Who is in a segment of the ruleset, given by its id, or meets a condition.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…` with the path of what is wrong.
    pub fn segment(&mut self, id_or_condition: &serde_json::Value, now: &str) -> Result<SegmentAnswer> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let membership = match id_or_condition.as_str() {
            Some(id) => {
                let segment = self.automation.tagger.vocabulary().segment(id)?;
                self.drawn().and_then(|drawn| drawn.memberships.segment(segment)).cloned().unwrap_or_default()
            }
            None => self.meeting(id_or_condition, now)?,
        };
        Ok(SegmentAnswer {
            count: membership.count() as usize,
            ids: membership.ids().map(|anchor| self.customer_id(anchor)).collect(),
            next_change_at: membership.next_change_at().map(|t| t.to_rfc3339(self.context.utc_offset)),
        })
    }

    /// The customers that meet a condition.
    fn meeting(&self, condition: &serde_json::Value, now: Timestamp) -> Result<Membership> {
        let plan = self.automation.tagger.condition(condition)?;
        let subjects = self.subjects();
        let mut membership = Membership::default();
        let Some(drawn) = self.drawn() else { return Ok(membership) };
        for (anchor, portrait) in &drawn.portraits {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(*anchor));
            membership.set(*anchor, plan.answer(&portrait.over(&subject), now));
        }
        Ok(membership)
    }
}
