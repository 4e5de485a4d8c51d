//! How a score of a customer developed.

use serde::Serialize;

use crate::engine::Engine;
use crate::engine::derived::CustomerSubject;
use crate::error::Result;
use crate::expr::{Mark, ScoreId};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::tags::{Population, rfm_classes};

/// Of which time the history is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct ScoreHistoryQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// How many ends of months before now, 120 at most.
    pub months: u32,
}

read_object! {
    ScoreHistoryQuery, ScoreHistoryQuery::default(),
    must {}
    may { "now": now, "months": months }
}

impl Default for ScoreHistoryQuery {
    fn default() -> Self {
        Self { now: String::new(), months: 12 }
    }
}

/// What a score was worth at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastScore {
    /// When, ISO 8601; the last one is now.
    pub at: String,
    /// The score; absent where it did not apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
    /// Id of its bucket, or class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
}

impl Engine {
    /// A score of a customer at the ends of the last months, and now: worked out anew for each instant from the events up
    /// to then. Values of fields, records and customers count as they are now. A score that ranks customers looks at all of
    /// them for each instant.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `customer/unknown`, `condition/unknown_score`.
    pub fn score_history(
        &self,
        customer: &str,
        score: &str,
        query: &ScoreHistoryQuery,
    ) -> Result<Vec<PastScore>> {
        self.idle()?;
        let now = self.now(&query.now)?;
        let tagger = &self.automation.tagger;
        let id = tagger.vocabulary().score(score).map_err(|e| e.under("score"))?;
        let anchor = self.anchor_of(customer)?;
        let subjects = self.subjects(now);
        let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
        let ranks = tagger.ranks_mark(Mark::Score(id));
        let at_each = |at: Timestamp| {
            let population = if ranks { self.population_at(at, now) } else { Population::default() };
            let value = tagger.past_score(id, &subject, &population, at);
            PastScore {
                at: at.to_rfc3339(self.context.utc_offset),
                value: value.value,
                bucket: value.bucket.and_then(|bucket| self.bucket_id(id, bucket)),
            }
        };
        Ok(self.month_ends(query.months.min(120), now).into_iter().map(at_each).collect())
    }

    /// The last milliseconds of the months before now, and now.
    fn month_ends(&self, months: u32, now: Timestamp) -> Vec<Timestamp> {
        let zone = self.context.utc_offset;
        let start = now.date(zone).month_start();
        let end = |back: u32| Timestamp::start_of(start.add_months(1 - i64::from(back)), zone).add_ms(-1);
        (1..=months).rev().map(end).chain([now]).collect()
    }

    /// The measure of all customers as they were.
    fn population_at(&self, at: Timestamp, now: Timestamp) -> Population {
        let subjects = self.subjects(now);
        let visit = |show: &mut dyn FnMut(&dyn crate::expr::Subject)| {
            for anchor in self.clusters.anchors() {
                show(&CustomerSubject::new(&subjects, self.clusters.members(anchor)));
            }
        };
        self.automation.tagger.past_population(visit, at)
    }

    fn bucket_id(&self, score: ScoreId, bucket: u16) -> Option<String> {
        let definition = self.ruleset.scores.get(score.index())?;
        let place = usize::from(bucket);
        match &definition.rfm {
            Some(rfm) => rfm_classes(rfm.scheme).get(place).map(|(id, _, _)| (*id).to_owned()),
            None => definition.buckets.get(place).map(|bucket| bucket.id.clone()),
        }
    }
}
