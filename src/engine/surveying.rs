//! Taking the measure of many customers at once, which RFM scores rank by.

use super::Engine;
use super::subject::Subjects;
use crate::columns::Row;
use crate::expr::Number;
use crate::normalize::civil::Timestamp;
use crate::tags::{Census, Survey};

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

    fn take_all(&self, survey: &mut Survey<'_>, subjects: &Subjects<'_>) {
        let wanted = survey.wanted();
        for (_, event) in self.events.places(0) {
            let Some(row) = event.row() else { continue };
            let kind = subjects.names.kind(self.events.kind(event));
            for (place, of, amount) in wanted.iter().filter(|(_, of, _)| Some(*of) == kind) {
                let worth = &mut || {
                    let (name, _) = subjects.names.property(*of, *amount)?;
                    Number::parse(self.records.symbols.text(self.events.property(event, name)?))
                };
                survey.take(*place, (self.clusters.anchor(row), event.time), worth);
            }
        }
    }
}
