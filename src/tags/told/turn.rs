//! Since when a customer is in a segment, or out of it.

use crate::expr::{Answer, SegmentId, Subject, Truth};
use crate::normalize::civil::Timestamp;
use crate::tags::rfm::Population;
use crate::tags::tagger::{Tagger, Task};

impl Tagger {
    /// When a customer entered a segment, or left it, for the last time after `from` up to `now`, as its events tell; nothing
    /// where it did neither. Values of fields count as they are now.
    pub fn last_turn(
        &self,
        segment: SegmentId,
        subject: &dyn Subject,
        population: &Population,
        (from, now): (Timestamp, Timestamp),
    ) -> Option<Timestamp> {
        let trail = self.trail(Task::Segment(segment));
        let (mut before, mut turned) = (None, None);
        self.walk(&trail, subject, population, (from, now), &mut |portrait, past| {
            let unknown = Answer::fixed(Truth::Unknown);
            let answer = portrait.memberships().get(segment.index()).copied().unwrap_or(unknown);
            if before.replace(answer.holds()).is_some_and(|before| before != answer.holds()) {
                turned = Some(past.at);
            }
            answer.change
        });
        turned
    }
}
