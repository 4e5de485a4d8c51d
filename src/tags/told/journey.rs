//! Through which stages a customer came, and when.

use crate::expr::{StageId, Subject};
use crate::normalize::civil::Timestamp;
use crate::tags::rfm::Population;
use crate::tags::tagger::Tagger;

/// A time in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The stage; none before the first.
    pub stage: Option<StageId>,
    /// Since when.
    pub from: Timestamp,
}

impl Tagger {
    /// The stages that a customer was in from `from` to `now`, as its events tell; values of fields count as they are now.
    pub fn journey(
        &self,
        subject: &dyn Subject,
        population: &Population,
        from: Timestamp,
        now: Timestamp,
    ) -> Vec<Stay> {
        let mut stays = Vec::<Stay>::new();
        self.walk(&self.stage_trail, subject, population, (from, now), &mut |portrait, past| {
            let stage = portrait.stage();
            if stays.last().is_none_or(|stay| stay.stage != stage) {
                stays.push(Stay { stage, from: past.at });
            }
            portrait.stage_change
        });
        stays
    }
}
