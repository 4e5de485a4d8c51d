//! Whether events followed one another.

use super::measure::Counted;
use super::plan::{Node, Place, Scene, or_default};
use super::value::NEVER;
use super::vocabulary::EventId;
use super::window::end_of;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Period;

/// One of the events that followed one another, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StepPlan {
    pub events: Box<[EventId]>,
    pub filter: Option<Node>,
    pub gap: Option<Period>,
}

/// Whether the steps happened one after the other among events in the order of time, and until when their filters stand.
///
/// Of the events that may be a step, the latest is the best to go on from: it leaves the most time for the next.
pub(super) fn happened(steps: &[StepPlan], scene: &Scene<'_>, events: &[Counted]) -> (bool, Timestamp) {
    let mut change = NEVER;
    // When each step, and those before it, happened last.
    let mut reached: Vec<Option<Timestamp>> = vec![None; steps.len()];
    for same in events.chunk_by(|a, b| a.0 == b.0) {
        // What happens at the same instant does not follow.
        let before = reached.clone();
        for event in same {
            let previous = std::iter::once(None).chain(before.iter().copied().map(Some));
            for ((step, previous), slot) in steps.iter().zip(previous).zip(&mut reached) {
                if step.follows(previous, event.0, scene.zone) && step.fits(scene, *event, &mut change) {
                    *slot = Some(event.0);
                }
            }
        }
    }
    (reached.last().is_some_and(Option::is_some), change)
}

impl StepPlan {
    /// Whether the step may be taken at `time`; `previous` tells when the step before was, if there is one.
    fn follows(&self, previous: Option<Option<Timestamp>>, time: Timestamp, zone: i32) -> bool {
        match previous {
            None => true,
            Some(None) => false,
            Some(Some(previous)) => self.gap.is_none_or(|gap| time < end_of(previous, gap, zone)),
        }
    }

    fn fits(&self, scene: &Scene<'_>, (_, occurrence): Counted, change: &mut Timestamp) -> bool {
        if self.events.binary_search(&occurrence.0).is_err() {
            return false;
        }
        let Some(filter) = &self.filter else { return true };
        let passes = or_default(filter.answer(scene, Place::Event(occurrence)), Some(false));
        *change = passes.change.min(*change);
        passes.holds()
    }
}
