//! What a score was worth at past instants.

use super::past::Past;
use crate::expr::{ScoreId, ScoreValue, Subject};
use crate::normalize::civil::Timestamp;
use crate::tags::rfm::Population;
use crate::tags::tagger::{Tagger, Task};

impl Tagger {
    /// A score of a customer as it was at an instant: as its events up to then tell; values of fields count as they are now.
    pub fn past_score(
        &self,
        score: ScoreId,
        subject: &dyn Subject,
        population: &Population,
        at: Timestamp,
    ) -> ScoreValue {
        let trail = self.trail(Task::Score(score));
        let mut portrait = self.blank();
        self.work_out_past(&trail.tasks, &mut portrait, &Past { subject, at }, population);
        portrait.scores().get(score.index()).copied().unwrap_or(ScoreValue::NONE)
    }

    /// The measure of all customers as they were at an instant, see [`population`](Self::population).
    pub fn past_population(
        &self,
        visit: impl FnOnce(&mut dyn FnMut(&dyn Subject)),
        at: Timestamp,
    ) -> Population {
        self.population(|show| visit(&mut |subject| show(&Past { subject, at })), at)
    }
}
