//! Taking the measure of many customers at once, which RFM scores rank by.

use super::Engine;
use super::subject::Subjects;
use crate::columns::{Row, Symbol};
use crate::expr::Number;
use crate::normalize::civil::Timestamp;
use crate::profile::Event;
use crate::tags::{Census, Purchase, Survey};

impl Engine {
    /// Takes the measure of many customers, by the events as they lie: nothing is laid out for it that nobody else needs.
    pub(super) fn count_many(
        &self,
        census: &mut Census,
        subjects: &Subjects<'_>,
        customers: &[Row],
        now: Timestamp,
    ) {
        let mut survey = self.automation.tagger.survey(self.clusters.rows(), now);
        self.take_all(&mut survey, subjects);
        if census.is_empty() {
            *census = Census::of(|note| survey.each(customers, note));
        } else {
            survey.each(customers, &mut |anchor, measures| census.set(anchor, measures));
        }
    }

    /// A step at a time for a batch of events, as each step reaches for memory all over the place: so many short reaches one
    /// after the other wait together, and not each for the one before and all that is done with it.
    fn take_all(&self, survey: &mut Survey<'_>, subjects: &Subjects<'_>) {
        for (place, kind, amount) in survey.wanted() {
            let name = subjects.names.property(kind, amount).map_or(Symbol::EMPTY, |(name, _)| name);
            let is_wanted = |event: &&Event| subjects.names.kind(self.events.kind(event)) == Some(kind);
            let mut events = self.events.from(0).filter(is_wanted);
            let mut batch = Vec::with_capacity(BATCH);
            while self.next_batch(&mut events, name, &mut batch) {
                survey.take(place, &self.purchases(&mut batch));
            }
        }
    }

    /// Takes the next events that have a customer; whether there were any.
    #[inline(never)]
    fn next_batch(
        &self,
        events: &mut dyn Iterator<Item = &Event>,
        amount: Symbol,
        batch: &mut Vec<Told>,
    ) -> bool {
        batch.clear();
        let told = |event: &Event| {
            let worth = self.events.property(event, amount).unwrap_or_default();
            Some((event.row()?, event.time, worth))
        };
        batch.extend(events.filter_map(told).take(BATCH));
        !batch.is_empty()
    }

    #[inline(never)]
    fn purchases(&self, batch: &mut [Told]) -> Vec<Purchase> {
        for (row, ..) in batch.iter_mut() {
            *row = self.clusters.anchor(*row);
        }
        let number = |symbol| Number::parse(self.records.symbols.text(symbol));
        batch.iter().map(|(anchor, time, worth)| (*anchor, *time, number(*worth))).collect()
    }
}

/// The row of an event, when it was, and the text of what it was worth.
type Told = (Row, Timestamp, Symbol);

/// How many events take each step together.
const BATCH: usize = 1024;
