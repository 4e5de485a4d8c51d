//! Conditions asked of a file of customers, as `kehu customers` writes it.

use std::collections::BTreeMap;

use super::views::SegmentAnswer;
use crate::error::{Error, Result};
use crate::expr::{JsonSubject, NEVER};
use crate::io::NdjsonReader;
use crate::messages::Language;
use crate::normalize::Context;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Ruleset;

use crate::engine::derived::Automation;

/// A file of customers.
#[derive(Debug)]
pub struct CustomerFile {
    automation: Automation,
    reader: NdjsonReader,
    customers: Vec<(String, JsonSubject)>,
    /// Where each stands: of a customer that has several lines the last one counts.
    places: BTreeMap<String, usize>,
}

impl CustomerFile {
    /// With the ruleset whose names conditions may use.
    ///
    /// # Errors
    /// As [`Engine::new`](crate::engine::Engine::new).
    pub fn new(ruleset: &Ruleset) -> Result<Self> {
        Ok(Self {
            automation: Automation::compile(ruleset, Language::default())?,
            reader: NdjsonReader::default(),
            customers: Vec::new(),
            places: BTreeMap::new(),
        })
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.reader.push(chunk);
        self.take();
    }

    /// Says that no more bytes come. Lines that hold no customer are told with their number.
    pub fn finish(&mut self) -> &[crate::io::Reject] {
        self.reader.finish();
        self.take();
        self.reader.rejects()
    }

    fn take(&mut self) {
        let vocabulary = self.automation.tagger.vocabulary();
        for (line, object) in self.reader.take() {
            let id =
                object.get("id").and_then(|id| id.as_str()).map_or_else(|| format!("#{line}"), str::to_owned);
            let subject = JsonSubject::new(&object.into(), vocabulary, Context::default().utc_offset);
            let place = *self.places.entry(id.clone()).or_insert(self.customers.len());
            match self.customers.get_mut(place) {
                Some(slot) => slot.1 = subject,
                None => self.customers.push((id, subject)),
            }
        }
    }

    /// The customers that meet a condition.
    ///
    /// # Errors
    /// `condition/…` with the path of what is wrong, `time/invalid`.
    pub fn segment(&self, condition: &serde_json::Value, now: &str) -> Result<SegmentAnswer> {
        let zone = Context::default().utc_offset;
        let at = Timestamp::parse(now, zone)
            .ok_or_else(|| Error::new("time/invalid", "now").with("value", now))?;
        let named = condition.as_str().map(|id| serde_json::json!({ "segment": id }));
        let plan = self.automation.tagger.condition(named.as_ref().unwrap_or(condition))?;
        let answers = self.customers.iter().map(|(id, subject)| (id, plan.answer(subject, at)));
        let (mut ids, mut change) = (Vec::new(), NEVER);
        for (id, answer) in answers {
            change = change.min(answer.change);
            if answer.holds() {
                ids.push(id.clone());
            }
        }
        let next_change_at = (change != NEVER).then(|| change.to_rfc3339(zone));
        Ok(SegmentAnswer { count: ids.len(), ids, next_change_at })
    }
}
