//! Through which stages a customer came, and when.
//!
//! No history is kept: a stage is a function of the events up to an instant, so that instant is moved from event to event,
//! and to each at which time alone may change the answer. Only what the stages build on is worked out.

use super::portrait::Portrait;
use super::rfm::Population;
use super::tagger::{ScoreKind, Tagger, Task};
use crate::expr::{
    Answer, ContactFact, EventId, FieldId, Mark, NEVER, Plan, PropertyId, StageId, Subject, Value,
};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;

/// Instants looked at for one customer; behind them the walk leaps to the present.
const STEPS: usize = 4096;

/// A time in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The stage; none before the first.
    pub stage: Option<StageId>,
    /// Since when.
    pub from: Timestamp,
}

/// A customer as it was: only what had happened by then.
struct Past<'a> {
    subject: &'a dyn Subject,
    at: Timestamp,
}

impl Subject for Past<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        self.subject.field(field)
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        let times = self.subject.times(event);
        let end = times.partition_point(|time| *time <= self.at);
        times.get(..end).unwrap_or(&[])
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        self.subject.property(event, index, property)
    }

    fn entered(&self, stage: Option<StageId>, now: Timestamp) -> Option<Timestamp> {
        self.subject.entered(stage, now.min(self.at))
    }

    fn contacts(&self) -> usize {
        self.subject.contacts()
    }

    fn contact(&self, contact: usize, fact: ContactFact) -> (Value<'_>, Timestamp) {
        self.subject.contact(contact, fact)
    }
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
        let mut stops: Vec<Timestamp> = Vec::new();
        for event in &self.stage_events {
            stops.extend(subject.times(*event).iter().filter(|time| from < **time && **time <= now));
        }
        stops.sort_unstable();
        stops.dedup();
        let mut portrait = self.blank();
        let (mut stays, mut at, mut next_stop) = (Vec::<Stay>::new(), from, 0);
        for step in 0.. {
            let (stage, change) = self.stage_at(&Past { subject, at }, population, at, &mut portrait);
            if stays.last().is_none_or(|stay| stay.stage != stage) {
                stays.push(Stay { stage, from: at });
            }
            while stops.get(next_stop).is_some_and(|stop| *stop <= at) {
                next_stop += 1;
            }
            let next = stops.get(next_stop).copied().unwrap_or(NEVER).min(change);
            if at >= now || next > now {
                break;
            }
            at = if step < STEPS { next } else { now };
        }
        stays
    }

    /// The stage at an instant, and until when it stands; `portrait` is overwritten.
    fn stage_at(
        &self,
        subject: &dyn Subject,
        population: &Population,
        at: Timestamp,
        portrait: &mut Portrait,
    ) -> (Option<StageId>, Timestamp) {
        let mut taken = vec![Answer::fixed(false); self.groups];
        for task in &self.stage_tasks {
            self.work_out(*task, portrait, &mut taken, subject, population, at);
        }
        let change = if portrait.stage_change > at { portrait.stage_change } else { NEVER };
        (portrait.stage, change)
    }

    /// What has to be worked out for the stages, in order.
    pub(super) fn needed_by_stages(&self) -> Vec<Task> {
        let mut wanted = vec![self.position(Mark::Stage(StageId(0)))];
        let mut tasks = Vec::new();
        for task in self.order.iter().rev().filter(|task| self.is_wanted(**task, &mut wanted)) {
            tasks.push(*task);
        }
        tasks.reverse();
        tasks
    }

    /// Whether a task is among the wanted ones; what it needs is then wanted, too.
    fn is_wanted(&self, task: Task, wanted: &mut Vec<usize>) -> bool {
        let is = wanted.contains(&self.place(task));
        if is {
            wanted.extend(self.needs(task));
        }
        is
    }

    /// The types of event that the stages hang on.
    pub(super) fn events_of_stages(&self) -> Vec<EventId> {
        let of = |plan: &Plan| self.events_behind(plan);
        let mut events = Vec::new();
        for task in &self.stage_tasks {
            match task {
                Task::Tag(id) => {
                    let plan = self.tags.get(id.index()).and_then(|tag| tag.plan.as_ref());
                    events.extend(plan.into_iter().flat_map(of));
                }
                Task::Score(id) => match self.scores.get(id.index()) {
                    Some(ScoreKind::Points(points)) => events.extend(points.plans().flat_map(of)),
                    Some(ScoreKind::Rfm(rfm)) => events.push(rfm.event()),
                    Some(ScoreKind::Foresight(foresight)) => events.extend_from_slice(foresight.events()),
                    None => {}
                },
                Task::Segment(id) => events.extend(self.segments.get(id.index()).into_iter().flat_map(of)),
                Task::Stages => {
                    events.extend(self.stages.iter().flat_map(|stage| stage.plans()).flat_map(of))
                }
            }
        }
        events.arrange();
        events.dedup();
        events
    }
}
