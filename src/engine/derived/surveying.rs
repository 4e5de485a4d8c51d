//! Taking the measure of many customers at once, which RFM scores rank by.

use super::subject::Subjects;
use crate::columns::{Row, Symbol};
use crate::engine::Engine;
use crate::expr::Number;
use crate::normalize::civil::Timestamp;
use crate::profile::Told;
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
            *census = Census::of(self.clusters.rows(), |note| survey.each(customers, &self.clusters, note));
        } else {
            survey.each(customers, &self.clusters, &mut |anchor, measures| census.set(anchor, measures));
        }
    }

    fn take_all(&self, survey: &mut Survey<'_>, subjects: &Subjects<'_>) {
        for (place, kind, amount) in survey.wanted() {
            let name = subjects.names.property(kind, amount).map_or(Symbol::EMPTY, |(name, _)| name);
            let (mut known, mut purchases) = (vec![(Symbol::EMPTY, Number::default()); KNOWN], Vec::new());
            self.events.walk(&|symbol| subjects.names.kind(symbol) == Some(kind), name, &mut |told| {
                self.read(told, &mut known, &mut purchases);
                survey.take(place, &purchases);
            });
        }
    }

    /// Reads what each was worth; `known` has what texts say that were read before, as many amounts come again and again.
    #[inline(never)]
    fn read(&self, told: &[Told], known: &mut [(Symbol, Number)], purchases: &mut Vec<Purchase>) {
        let symbols = &self.records.symbols;
        purchases.clear();
        purchases.extend(told.iter().filter_map(|(row, time, worth)| {
            let slot = known.get_mut(worth.0 as usize % KNOWN)?;
            if slot.0 != *worth {
                *slot = (*worth, Number::parse(symbols.text(*worth)).unwrap_or_default());
            }
            Some((*row, *time, slot.1))
        }));
    }
}

/// Texts of numbers that are kept with what they say.
const KNOWN: usize = 1 << 15;
