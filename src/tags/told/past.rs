//! Customers as they were.
//!
//! No history is kept: what is said of a customer is a function of the events up to an instant, so that instant is moved
//! from event to event, and to each at which time alone may change the answer. Values of fields count as they are now.

use crate::expr::{
    Answer, ContactFact, EventId, FieldId, Given, NEVER, Plan, PropertyId, StageId, Subject, TagId, Value,
};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;
use crate::tags::portrait::Portrait;
use crate::tags::rfm::Population;
use crate::tags::tagger::{ScoreKind, StagePlan, Tagger, Task};

/// Instants looked at for one customer; behind them the walk leaps to the present.
const STEPS: usize = 4096;

/// A customer as it was: only what had happened by then.
pub(in crate::tags) struct Past<'a> {
    pub subject: &'a dyn Subject,
    pub at: Timestamp,
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

    fn given(&self, tag: TagId, now: Timestamp) -> (Option<Given<'_>>, Timestamp) {
        self.subject.given(tag, now.min(self.at))
    }

    fn entered(&self, stage: Option<StageId>, now: Timestamp) -> Option<Timestamp> {
        self.subject.entered(stage, now.min(self.at))
    }

    fn begins(&self, now: Timestamp) -> Timestamp {
        self.subject.begins(now)
    }

    fn contacts(&self) -> usize {
        self.subject.contacts()
    }

    fn contact(&self, contact: usize, fact: ContactFact) -> (Value<'_>, Timestamp) {
        self.subject.contact(contact, fact)
    }
}

/// What a part of a portrait builds on.
#[derive(Clone, Debug, Default)]
pub(in crate::tags) struct Trail {
    /// What has to be worked out before, in order.
    pub tasks: Vec<Task>,
    /// The types of event that it hangs on.
    pub events: Vec<EventId>,
}

/// A step of a walk: a customer as it was, what is said of it, and when. Returns until when that stands.
pub(in crate::tags) type Step<'s> = dyn FnMut(&Portrait, &Past<'_>) -> Timestamp + 's;

impl Tagger {
    /// What a task builds on, itself included.
    pub(in crate::tags) fn trail(&self, task: Task) -> Trail {
        let mut wanted = vec![self.place(task)];
        let mut tasks = Vec::new();
        for task in self.order.iter().rev().filter(|task| self.is_wanted(**task, &mut wanted)) {
            tasks.push(*task);
        }
        tasks.reverse();
        let mut events: Vec<EventId> = tasks.iter().flat_map(|task| self.events_of(*task)).collect();
        events.arrange();
        events.dedup();
        Trail { tasks, events }
    }

    /// Whether a task is among the wanted ones; what it needs is then wanted, too.
    fn is_wanted(&self, task: Task, wanted: &mut Vec<usize>) -> bool {
        let is = wanted.contains(&self.place(task));
        if is {
            wanted.extend(self.needs(task));
        }
        is
    }

    /// The types of event that a task hangs on by itself.
    fn events_of(&self, task: Task) -> Vec<EventId> {
        let of = |plans: &mut dyn Iterator<Item = &Plan>| {
            plans.flat_map(|plan| self.events_behind(plan)).collect()
        };
        match task {
            Task::Tag(id) => of(&mut self.tags.get(id.index()).and_then(|tag| tag.plan.as_ref()).into_iter()),
            Task::Score(id) => match self.scores.get(id.index()) {
                Some(ScoreKind::Points(points)) => of(&mut points.plans()),
                Some(ScoreKind::Rfm(rfm)) => vec![rfm.event()],
                Some(ScoreKind::Foresight(foresight)) => foresight.events().to_vec(),
                Some(ScoreKind::Cluster(cluster)) => of(&mut cluster.plans()),
                None => Vec::new(),
            },
            Task::Segment(id) => of(&mut self.segments.get(id.index()).into_iter()),
            Task::Stages => of(&mut self.stages.iter().flat_map(StagePlan::plans)),
        }
    }

    /// Works out the tasks of a trail for a customer as it was.
    pub(in crate::tags) fn work_out_past(
        &self,
        tasks: &[Task],
        portrait: &mut Portrait,
        past: &Past<'_>,
        population: &Population,
    ) {
        let mut taken = vec![Answer::fixed(false); self.groups.len()];
        for task in tasks {
            self.work_out(*task, portrait, &mut taken, past, population, past.at);
        }
    }

    /// Shows a customer as it was at each instant from `from` to `now` at which something may have changed.
    pub(in crate::tags) fn walk(
        &self,
        trail: &Trail,
        subject: &dyn Subject,
        population: &Population,
        (from, now): (Timestamp, Timestamp),
        step: &mut Step<'_>,
    ) {
        let mut stops: Vec<Timestamp> = Vec::new();
        for event in &trail.events {
            stops.extend(subject.times(*event).iter().filter(|time| from < **time && **time <= now));
        }
        if !stops.is_sorted() {
            stops.arrange();
        }
        stops.dedup();
        let (mut portrait, mut at, mut next_stop) = (self.blank(), from, 0);
        for count in 0.. {
            let past = Past { subject, at };
            self.work_out_past(&trail.tasks, &mut portrait, &past, population);
            let change = step(&portrait, &past);
            let change = if change > at { change } else { NEVER };
            while stops.get(next_stop).is_some_and(|stop| *stop <= at) {
                next_stop += 1;
            }
            let next = stops.get(next_stop).copied().unwrap_or(NEVER).min(change);
            if at >= now || next > now {
                break;
            }
            at = if count < STEPS { next } else { now };
        }
    }
}
