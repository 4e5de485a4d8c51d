//! The order of a list of customers.

use super::Viewer;
use crate::columns::Row;
use crate::error::{Error, Result};
use crate::expr::{FieldId, Number, ScoreId, Subject, Value};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;
use crate::tags::Portrait;
use crate::text;

/// What a list shows of a customer besides its fields, as its members are called.
const COLUMNS: [&str; 7] =
    ["name", "records", "contacts", "events.count", "events.last", "events.amount", "stage"];

/// Whether an order, by its name, goes by what portraits say.
pub(in crate::engine) fn asks_portraits(by: &str) -> bool {
    by == "stage" || by.starts_with("score.")
}

/// By what customers are put in order.
enum By {
    Column(usize),
    Field(FieldId),
    Score(ScoreId),
}

/// What decides: numbers by their size, texts as they are read aloud and then as they are written.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String, String),
}

impl Key {
    fn text(text: &str) -> Self {
        let aloud = text::pinyin(text).join(" ");
        let is_latin = text.starts_with(|c: char| c.is_ascii()) || aloud.is_empty();
        Self::Text(if is_latin { text::fold(text) } else { aloud }, text.to_owned())
    }

    fn of(value: &Value<'_>, zone: i32) -> Option<Self> {
        match value {
            Value::Missing | Value::Unclear => None,
            Value::Text(text) => Some(Self::text(text)),
            Value::Number(number) => Some(Self::Number(number.raw())),
            Value::Days(first, _) => Some(Self::Number(Timestamp::at(*first, 0, zone).0)),
            Value::Time(time) => Some(Self::Number(time.0)),
            Value::List(texts) => texts.first().map(|text| Self::text(text)),
        }
    }
}

impl Viewer<'_> {
    /// Puts customers in an order: by a column of the list, by `score.` and a score, or by a field that the reader sees in
    /// full. Those of whom nothing is known come last either way, equals as they were.
    ///
    /// # Errors
    /// `condition/unknown_field`, `condition/unknown_score`, `privacy/field`.
    pub(in crate::engine) fn arranged(
        &self,
        anchors: Vec<Row>,
        by: &str,
        descending: bool,
    ) -> Result<Vec<Row>> {
        let by = self.ordering(by).map_err(|error| error.under("sort"))?;
        let mut keyed: Vec<(Option<Key>, Row)> =
            anchors.into_iter().map(|anchor| (self.order_key(&by, anchor), anchor)).collect();
        keyed.arrange_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        Ok(keyed.into_iter().map(|(_, anchor)| anchor).collect())
    }

    fn ordering(&self, name: &str) -> Result<By> {
        let vocabulary = self.engine.automation.tagger.vocabulary();
        if let Some(column) = COLUMNS.iter().position(|known| *known == name) {
            return Ok(By::Column(column));
        }
        if let Some(score) = name.strip_prefix("score.") {
            return vocabulary.score(score).map(By::Score);
        }
        let (field, _) = vocabulary.field(name)?;
        if self.engine.ruleset.field(name).is_some_and(|(_, field)| !self.shows(field)) {
            return Err(Error::new("privacy/field", "").with("name", name));
        }
        Ok(By::Field(field))
    }

    fn order_key(&self, by: &By, anchor: Row) -> Option<Key> {
        match by {
            By::Column(column) => self.column(*column, anchor),
            By::Field(field) => Key::of(&self.subject(anchor).field(*field), self.engine.context.utc_offset),
            By::Score(score) => {
                let portrait = self.portrait(anchor)?;
                portrait.scores().get(score.index())?.value.map(|value| Key::Number(value.into()))
            }
        }
    }

    /// What stands in one of the [`COLUMNS`]; the name as the reader sees it, for the order of hidden ones would tell them.
    fn column(&self, column: usize, anchor: Row) -> Option<Key> {
        let rows = self.rows(anchor);
        let number = |count: usize| i64::try_from(count).ok().map(Key::Number);
        let events = || self.engine.events.of(rows);
        match column {
            0 => Some(Key::text(&self.name(anchor))),
            1 => number(rows.len()),
            2 => number(self.subjects.contacts.count(&self.engine.records, rows)),
            3 => number(events().len()),
            4 => events().last().map(|event| Key::Number(event.time.0)),
            5 => Number::parse(&self.event_summary(&events()).amount).map(|sum| Key::Number(sum.raw())),
            _ => number(self.portrait(anchor).as_ref().and_then(Portrait::stage)?.index()),
        }
    }
}
