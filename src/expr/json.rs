//! A customer as one line of `kehu customers` writes it, as a subject of conditions.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::compile::operand::canonical;
use super::names::people::ContactFact;
use super::names::vocabulary::{
    EventId, FieldId, PropertyId, ScoreId, SegmentId, StageId, TagId, ValueType, Vocabulary,
};
use super::subject::days::days;
use super::subject::value::{Answer, NEVER, ScoreValue, Subject, Truth, Value};
use super::tree::number::Number;
use crate::normalize::civil::{Date, Timestamp};
use crate::sort::{Arrange, gather};

/// A customer read from JSON: `golden`, `tags`, `scores`, `segments`, `stage` and `timeline`.
///
/// Tags, segments, stage and scores are taken as they stand in the line, for as long as its `nextChangeAt` says; names
/// that the vocabulary does not know are left out.
#[derive(Clone, Debug, Default)]
pub struct JsonSubject {
    fields: BTreeMap<FieldId, Held>,
    times: BTreeMap<EventId, Vec<Timestamp>>,
    properties: BTreeMap<EventId, Vec<BTreeMap<PropertyId, Held>>>,
    contacts: Vec<Vec<(ContactFact, Held)>>,
    tags: Vec<TagId>,
    segments: Vec<SegmentId>,
    stage: Option<StageId>,
    /// Which stages were entered when, first to last.
    stays: Vec<(Timestamp, StageId)>,
    scores: BTreeMap<ScoreId, ScoreValue>,
    stands_until: Timestamp,
}

/// A value with its own text.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Text(String),
    Number(Number),
    Days(Date, Date),
    Time(Timestamp),
    List(Vec<String>),
}

impl JsonSubject {
    /// Reads a customer; times without an offset are those of `zone`.
    pub fn new(customer: &Json, vocabulary: &Vocabulary, zone: i32) -> Self {
        let text = |key: &str| customer.get(key).and_then(Json::as_str);
        let stands_until = text("nextChangeAt").and_then(|t| Timestamp::parse(t, zone)).unwrap_or(NEVER);
        let mut subject = Self { stands_until, ..Self::default() };
        subject.read_golden(customer.get("golden"), vocabulary, zone);
        subject.read_golden(customer.get("figures"), vocabulary, zone);
        subject.read_timeline(items(customer.get("timeline")), vocabulary, zone);
        let contacts = items(customer.get("contacts")).iter();
        subject.contacts = contacts.map(|contact| facts(contact, vocabulary, zone)).collect();
        subject.read_marks(customer, vocabulary);
        let stays = items(customer.get("stages")).iter();
        subject.stays = stays.filter_map(|stay| entry(stay, vocabulary, zone)).collect();
        subject
    }

    fn read_golden(&mut self, golden: Option<&Json>, vocabulary: &Vocabulary, zone: i32) {
        for (name, value) in golden.and_then(Json::as_object).into_iter().flatten() {
            // A golden value is told with its lineage; a bare value is understood as well.
            let bare = value.get("value").unwrap_or(value);
            if let Some((field, of)) = vocabulary.find_field(name) {
                self.fields.extend(held(bare, of, zone).map(|value| (field, value)));
            }
        }
    }

    fn read_timeline(&mut self, timeline: &[Json], vocabulary: &Vocabulary, zone: i32) {
        let time =
            |event: &Json| event.get("time").and_then(Json::as_str).and_then(|t| Timestamp::parse(t, zone));
        let mut events: Vec<(Timestamp, &Json)> =
            timeline.iter().filter_map(|e| Some((time(e)?, e))).collect();
        events.arrange_by_key(|(time, _)| *time);
        for (time, event) in events {
            let Some(kind) = event.get("type").and_then(Json::as_str).and_then(|t| vocabulary.event(t).ok())
            else {
                continue;
            };
            self.times.entry(kind).or_default().push(time);
            self.properties.entry(kind).or_default().push(properties(event, kind, vocabulary, zone));
        }
    }

    fn read_marks(&mut self, customer: &Json, vocabulary: &Vocabulary) {
        self.tags = ids(customer, "tags").filter_map(|id| vocabulary.tag(id).ok()).collect();
        self.segments = ids(customer, "segments").filter_map(|id| vocabulary.segment(id).ok()).collect();
        self.stage = customer.get("stage").and_then(id_of).and_then(|id| vocabulary.stage(id).ok());
        for score in items(customer.get("scores")) {
            let Some(id) = id_of(score).and_then(|id| vocabulary.score(id).ok()) else { continue };
            let bucket =
                score.get("bucket").and_then(id_of).and_then(|name| vocabulary.bucket(id, name).ok());
            let value = score.get("value").and_then(Json::as_i64).and_then(|n| i32::try_from(n).ok());
            self.scores.insert(id, ScoreValue { value, bucket, change: self.stands_until });
        }
    }

    fn standing(&self, holds: bool) -> Answer {
        Answer { truth: holds.into(), change: self.stands_until }
    }
}

fn items(json: Option<&Json>) -> &[Json] {
    json.and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// `{"id": "x"}`, or `"x"` alone.
fn id_of(json: &Json) -> Option<&str> {
    json.as_str().or_else(|| json.get("id")?.as_str())
}

fn ids<'a>(customer: &'a Json, key: &str) -> impl Iterator<Item = &'a str> {
    items(customer.get(key)).iter().filter_map(id_of)
}

fn properties(event: &Json, kind: EventId, vocabulary: &Vocabulary, zone: i32) -> BTreeMap<PropertyId, Held> {
    let entries = event.as_object().into_iter().flatten();
    let known = entries.filter_map(|(name, value)| {
        let property = vocabulary.find_property(name)?;
        Some((property, held(value, vocabulary.property_type(kind, property)?, zone)?))
    });
    gather(known)
}

/// When which stage was entered.
fn entry(stay: &Json, vocabulary: &Vocabulary, zone: i32) -> Option<(Timestamp, StageId)> {
    let from = Timestamp::parse(stay.get("from")?.as_str()?, zone)?;
    Some((from, vocabulary.stage(id_of(stay)?).ok()?))
}

/// What is told of a contact; some keys are called otherwise than fields.
fn facts(contact: &Json, vocabulary: &Vocabulary, zone: i32) -> Vec<(ContactFact, Held)> {
    let told = contact.as_object().into_iter().flatten().filter_map(|(key, value)| {
        let name = match key.as_str() {
            "name" => "contact",
            "reportsTo" => "reports_to",
            key => key,
        };
        let (fact, of) = vocabulary.contact_fact(name).ok()?;
        let flag = value.as_bool().map(|flag| Json::from(u8::from(flag)));
        Some((
            fact,
            match held(flag.as_ref().unwrap_or(value), of, zone)? {
                // Contacts are told as they are shown.
                Held::Text(text) => Held::Text(canonical(of.kind, &text)),
                other => other,
            },
        ))
    });
    told.collect()
}

fn held(json: &Json, of: ValueType, zone: i32) -> Option<Held> {
    if let (true, Json::Array(items)) = (of.list, json) {
        return Some(Held::List(items.iter().filter_map(plain_text).collect()));
    }
    let text = plain_text(json)?;
    match of {
        _ if of.list => Some(Held::List(vec![text])),
        _ if of.is_number() => Number::parse(&text).map(Held::Number),
        _ if of.is_date() => {
            let day = days(&text).map(|(first, last)| Held::Days(first, last));
            day.or_else(|| Timestamp::parse(&text, zone).map(Held::Time))
        }
        _ => Some(Held::Text(text)),
    }
}

/// A single value as text; nothing for an empty one.
fn plain_text(json: &Json) -> Option<String> {
    let text = match json {
        Json::String(text) => text.clone(),
        Json::Number(number) => Number::from_json(number)?.to_string(),
        Json::Bool(flag) => flag.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

impl Held {
    fn view(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(*number),
            Self::Days(first, last) => Value::Days(*first, *last),
            Self::Time(time) => Value::Time(*time),
            Self::List(texts) => Value::List(texts.iter().map(String::as_str).collect()),
        }
    }
}

impl Subject for JsonSubject {
    fn field(&self, field: FieldId) -> Value<'_> {
        self.fields.get(&field).map_or(Value::Missing, Held::view)
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        self.times.get(&event).map_or(&[], Vec::as_slice)
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        let of_event = self.properties.get(&event).and_then(|events| events.get(index));
        of_event.and_then(|all| all.get(&property)).map_or(Value::Missing, Held::view)
    }

    fn contacts(&self) -> usize {
        self.contacts.len()
    }

    fn contact(&self, contact: usize, fact: ContactFact) -> (Value<'_>, Timestamp) {
        let told =
            self.contacts.get(contact).and_then(|facts| facts.iter().find(|(known, _)| *known == fact));
        let until = if fact == ContactFact::Reached { self.stands_until } else { NEVER };
        (told.map_or(Value::Missing, |(_, value)| value.view()), until)
    }

    fn tag(&self, tag: TagId) -> Answer {
        self.standing(self.tags.contains(&tag))
    }

    fn segment(&self, segment: SegmentId) -> Answer {
        self.standing(self.segments.contains(&segment))
    }

    fn stage(&self, stage: StageId) -> Answer {
        match self.stage {
            Some(current) => self.standing(current == stage),
            None => Answer { truth: Truth::Unknown, change: self.stands_until },
        }
    }

    fn entered(&self, stage: Option<StageId>, now: Timestamp) -> Option<Timestamp> {
        let past = self.stays.iter().rev().filter(|(from, _)| *from <= now);
        let mut of = past.filter(|(_, entered)| stage.is_none_or(|stage| stage == *entered));
        of.next().map(|(from, _)| *from)
    }

    fn score(&self, score: ScoreId) -> ScoreValue {
        self.scores.get(&score).copied().unwrap_or(ScoreValue::NONE)
    }
}
