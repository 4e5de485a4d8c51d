//! What may change which parts of a portrait.

use super::portrait::Portrait;
use super::rfm::Population;
use super::tagger::{ScoreKind, StagePlan, Step, Tagger, Task};
use crate::expr::{Answer, EventId, Mark, Plan, StageId, Subject};
use crate::normalize::civil::Timestamp;

/// Reasons to draw parts of a portrait anew: events that came, or others who changed so that the customer ranks otherwise.
/// That time passed needs no reason: each part says until when it stands.
///
/// ```
/// use kehu::expr::EventId;
/// use kehu::tags::Causes;
/// let both = Causes::events([EventId(0), EventId(3)]);
/// assert!(both.touch(Causes::events([EventId(3)])) && !both.touch(Causes::RANKS));
/// assert!(Causes::ALL.touch(both));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Causes(u64);

impl Causes {
    /// Nothing but the time that passed.
    pub const TIME: Self = Self(0);
    /// Whatever it may be.
    pub const ALL: Self = Self(u64::MAX);
    /// A rank among all.
    pub const RANKS: Self = Self(1);

    /// Events of these types. Far types may share a bit: then more is drawn than need be, never less.
    pub fn events(types: impl IntoIterator<Item = EventId>) -> Self {
        Self(types.into_iter().fold(0, |bits, event| bits | 2 << (event.0 % 62)))
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one is among both.
    pub fn touch(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What changes a part whatever it is: the bit that no other cause has.
const ANYTHING: Causes = Causes(1 << 63);

impl Tagger {
    /// Whether an answer to the condition depends on how the customer ranks among all.
    pub fn ranks(&self, plan: &Plan) -> bool {
        plan.marks().into_iter().any(|mark| self.ranks_mark(mark))
    }

    /// As [`ranks`](Self::ranks), of a part of the portrait.
    pub fn ranks_mark(&self, mark: Mark) -> bool {
        self.changes_by(self.position(mark), Causes::RANKS)
    }

    /// Whether one of the causes may change the measures of a customer.
    pub fn measures_change_by(&self, causes: Causes) -> bool {
        self.scores.iter().any(|score| match score {
            ScoreKind::Rfm(rfm) => causes.touch(Causes::events([rfm.event()])),
            _ => false,
        })
    }

    /// Whether one of the causes may change the part at a position.
    fn changes_by(&self, position: usize, causes: Causes) -> bool {
        self.causes.get(position).is_some_and(|of| of.touch(causes))
    }

    /// Draws those parts of a portrait anew that the causes, or the time since it was drawn, may have changed, and then those
    /// that build on one that did change. Tells whether anything is otherwise now.
    pub fn redraw(
        &self,
        portrait: &mut Portrait,
        causes: Causes,
        subject: &dyn Subject,
        population: &Population,
        now: Timestamp,
    ) -> bool {
        let mut taken = vec![Answer::fixed(false); self.groups.len()];
        let is_due = portrait.next_change_at().is_some_and(|change| change <= now);
        let due_groups = if is_due { self.due_groups(portrait, now) } else { Vec::new() };
        let (mut is_touched, mut is_other) = (vec![false; self.steps.len()], false);
        for (number, Step { task, place, users, spurs, group }) in self.steps.iter().enumerate() {
            let is_to_be_drawn = spurs.touch(causes)
                || is_touched.get(number) == Some(&true)
                || is_due
                    && match group {
                        // All of a group or none.
                        Some(group) => due_groups.get(*group) != Some(&false),
                        None => portrait.change_of(*place) <= now,
                    };
            if is_to_be_drawn && self.work_out(*task, portrait, &mut taken, subject, population, now) {
                is_other = true;
                users
                    .iter()
                    .for_each(|user| is_touched.get_mut(*user).into_iter().for_each(|slot| *slot = true));
            }
        }
        is_other
    }

    /// The tasks of the order with what tells whether they are to be worked out anew.
    pub(super) fn steps(&self) -> Vec<Step> {
        let step = |task: &Task| {
            let place = self.place(*task);
            let group = self.tags.get(place).and_then(|tag| Some(tag.group?.0));
            Step { task: *task, place, users: Vec::new(), spurs: self.spurs(*task), group }
        };
        let mut steps: Vec<Step> = self.order.iter().map(step).collect();
        for (user, task) in self.order.iter().enumerate() {
            let is_alone = steps.get(user).is_some_and(|step| step.group.is_none());
            let needs = if is_alone { self.needs(*task) } else { Vec::new() };
            let needed = steps.iter_mut().filter(|step| needs.contains(&step.place));
            needed.for_each(|step| step.users.push(user));
        }
        steps
    }

    /// Of each group of exclusive tags, whether the time that passed since the portrait was drawn may have changed one of it.
    fn due_groups(&self, portrait: &Portrait, now: Timestamp) -> Vec<bool> {
        let is_due = |place: &usize| portrait.change_of(*place) <= now;
        self.groups.iter().map(|members| members.iter().any(is_due)).collect()
    }

    /// By what each part changes, itself or through others. Exclusive tags change together.
    pub(super) fn all_causes(&self) -> Vec<Causes> {
        let mut all = vec![ANYTHING; self.order.len()];
        for task in &self.order {
            let needs = self.needs(*task);
            let inherited = needs.iter().filter_map(|need| all.get(*need).copied());
            let causes = inherited.fold(self.own_causes(*task), Causes::and);
            all.get_mut(self.place(*task)).into_iter().for_each(|of| *of = of.and(causes));
        }
        for members in &self.groups {
            let causes =
                members.iter().filter_map(|place| all.get(*place).copied()).fold(ANYTHING, Causes::and);
            for place in members {
                all.get_mut(*place).into_iter().for_each(|of| *of = causes);
            }
        }
        all
    }

    /// The types of event that a condition asks for, itself or by a figure that is worked out of them.
    pub(super) fn events_behind(&self, plan: &Plan) -> Vec<EventId> {
        let mut events = plan.events();
        for field in plan.fields() {
            events.extend_from_slice(self.vocabulary().events_of_field(field));
        }
        if plan.asks_since() {
            // Any event may be the first sign of a customer, with which its first stage begins.
            events.extend(self.vocabulary().events());
        }
        events
    }

    /// By what a part changes when nothing that it builds on does.
    ///
    /// What a part says follows from the events that it asks for and from what it builds on *says*: where an event leaves that
    /// as it was, it leaves the part as it was. Two sorts of parts look further, so that all counts for them: those that ask
    /// how it was before, which an event may change although all is as it was now; and exclusive tags, which change together.
    fn spurs(&self, task: Task) -> Causes {
        match self.causes.get(self.place(task)) {
            Some(all) if self.looks_further(task) => *all,
            _ => self.own_causes(task).and(ANYTHING),
        }
    }

    /// Whether more than what a part builds on says now decides what it says.
    fn looks_further(&self, task: Task) -> bool {
        let asks_since =
            |plans: &mut dyn Iterator<Item = &Plan>| plans.map(Plan::asks_since).max() == Some(true);
        match task {
            Task::Tag(id) => self.tags.get(id.index()).is_some_and(|tag| {
                tag.group.is_some() || tag.lapses() || asks_since(&mut tag.plan.as_ref().into_iter())
            }),
            Task::Segment(id) => asks_since(&mut self.segments.get(id.index()).into_iter()),
            Task::Stages => asks_since(&mut self.stages.iter().flat_map(StagePlan::plans)),
            Task::Score(id) => match self.scores.get(id.index()) {
                Some(ScoreKind::Points(points)) => asks_since(&mut points.plans()),
                Some(ScoreKind::Cluster(cluster)) => asks_since(&mut cluster.plans()),
                _ => false,
            },
        }
    }

    fn own_causes(&self, task: Task) -> Causes {
        let of = |plan: &Plan| Causes::events(self.events_behind(plan));
        let of_all =
            |plans: &mut dyn Iterator<Item = &Plan>| plans.map(of).fold(Causes::default(), Causes::and);
        match task {
            Task::Tag(id) => {
                let tag = self.tags.get(id.index());
                let shown =
                    tag.and_then(|tag| tag.value).map(|field| self.vocabulary().events_of_field(field));
                of_all(&mut tag.and_then(|tag| tag.plan.as_ref()).into_iter())
                    .and(Causes::events(shown.into_iter().flatten().copied()))
            }
            Task::Segment(id) => of_all(&mut self.segments.get(id.index()).into_iter()),
            Task::Stages => of_all(&mut self.stages.iter().flat_map(StagePlan::plans)),
            Task::Score(id) => match self.scores.get(id.index()) {
                Some(ScoreKind::Points(points)) => of_all(&mut points.plans()),
                Some(ScoreKind::Rfm(rfm)) if !rfm.compares() => Causes::events([rfm.event()]),
                Some(ScoreKind::Rfm(rfm)) => Causes::events([rfm.event()]).and(Causes::RANKS),
                Some(ScoreKind::Foresight(foresight)) => Causes::events(foresight.events().iter().copied()),
                Some(ScoreKind::Cluster(cluster)) => {
                    let behind = cluster.fields().flat_map(|field| self.vocabulary().events_of_field(field));
                    of_all(&mut cluster.plans()).and(Causes::events(behind.copied()))
                }
                None => Causes::default(),
            },
        }
    }

    pub(super) fn place(&self, task: Task) -> usize {
        self.position(match task {
            Task::Tag(tag) => Mark::Tag(tag),
            Task::Score(score) => Mark::Score(score),
            Task::Segment(segment) => Mark::Segment(segment),
            Task::Stages => Mark::Stage(StageId(0)),
        })
    }
}
