//! Who is in a segment, and when will that change?

use roaring::RoaringBitmap;

use crate::expr::{Answer, NEVER, Plan, Subject};
use crate::normalize::civil::Timestamp;
use crate::tags::Portrait;

/// The members of one segment, customers by their index, and how long each customer's membership stands.
///
/// ```
/// use kehu::expr::Answer;
/// use kehu::normalize::civil::Timestamp;
/// use kehu::segments::Membership;
/// let mut membership = Membership::default();
/// membership.set(7, Answer { truth: true.into(), change: Timestamp(200) });
/// membership.set(3, Answer { truth: false.into(), change: Timestamp(100) });
/// assert_eq!((membership.count(), membership.next_change_at()), (1, Some(Timestamp(100))));
/// assert!(membership.set(3, Answer::fixed(true)));
/// assert_eq!(membership.ids().collect::<Vec<_>>(), [3, 7]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Membership {
    members: RoaringBitmap,
    changes: Vec<Timestamp>,
}

impl Membership {
    /// The customers that a condition holds for; `customers` in the order of their indices.
    pub fn of<'s>(plan: &Plan, customers: impl Iterator<Item = &'s dyn Subject>, now: Timestamp) -> Self {
        let mut membership = Self::default();
        for (index, subject) in (0..).zip(customers) {
            membership.set(index, plan.answer(subject, now));
        }
        membership
    }

    /// Notes whether a customer is a member and until when that stands; tells whether the membership changed.
    pub fn set(&mut self, customer: u32, answer: Answer) -> bool {
        let position = customer as usize;
        if position >= self.changes.len() {
            self.changes.resize(position.saturating_add(1), NEVER);
        }
        if let Some(change) = self.changes.get_mut(position) {
            *change = answer.change;
        }
        if answer.holds() { self.members.insert(customer) } else { self.members.remove(customer) }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        self.set(customer, Answer::fixed(false));
    }

    /// Whether the customer is a member.
    pub fn contains(&self, customer: u32) -> bool {
        self.members.contains(customer)
    }

    /// How many members there are.
    pub fn count(&self) -> u64 {
        self.members.len()
    }

    /// The members in rising order.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.members.iter()
    }

    /// The members as a set.
    pub fn members(&self) -> &RoaringBitmap {
        &self.members
    }

    /// The first instant at which somebody may enter or leave; `None` when nobody will through time alone.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        self.changes.iter().copied().min().filter(|change| *change != NEVER)
    }
}

/// What changed for a customer between two portraits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Tags that came.
    pub tags_added: Vec<crate::expr::TagId>,
    /// Tags that went.
    pub tags_removed: Vec<crate::expr::TagId>,
    /// Segments entered.
    pub entered: Vec<crate::expr::SegmentId>,
    /// Segments left.
    pub left: Vec<crate::expr::SegmentId>,
}

impl Changes {
    /// What is different in `after`; everything there is new when there was no portrait before.
    pub fn between(before: Option<&Portrait>, after: &Portrait) -> Self {
        let old_tags: Vec<_> = before.map(|p| p.tags().collect()).unwrap_or_default();
        let tags: Vec<_> = after.tags().collect();
        let old_segments: Vec<_> = before.map(|p| p.segments().collect()).unwrap_or_default();
        let segments: Vec<_> = after.segments().collect();
        Self {
            tags_added: without(&tags, &old_tags),
            tags_removed: without(&old_tags, &tags),
            entered: without(&segments, &old_segments),
            left: without(&old_segments, &segments),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Those of a rising list that are not in another.
fn without<T: Copy + Ord>(list: &[T], other: &[T]) -> Vec<T> {
    list.iter().copied().filter(|one| other.binary_search(one).is_err()).collect()
}

/// The memberships of all segments and tags of a ruleset, and who needs a new portrait when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memberships {
    segments: Vec<Membership>,
    tags: Vec<RoaringBitmap>,
    stages: Vec<RoaringBitmap>,
    changes: Vec<Timestamp>,
}

impl Memberships {
    /// No members yet, of so many segments, tags and stages.
    pub fn new(segments: usize, tags: usize, stages: usize) -> Self {
        Self {
            segments: vec![Membership::default(); segments],
            tags: vec![RoaringBitmap::new(); tags],
            stages: vec![RoaringBitmap::new(); stages],
            changes: Vec::new(),
        }
    }

    /// Notes the portrait of a customer in place of an earlier one.
    pub fn set(&mut self, customer: u32, portrait: &Portrait) {
        self.remove(customer);
        for (membership, answer) in self.segments.iter_mut().zip(portrait.memberships()) {
            membership.set(customer, *answer);
        }
        for tag in portrait.tags() {
            self.tags.get_mut(tag.index()).into_iter().for_each(|of| _ = of.insert(customer));
        }
        if let Some(stage) = portrait.stage() {
            self.stages.get_mut(stage.index()).into_iter().for_each(|of| _ = of.insert(customer));
        }
        self.set_change(customer, portrait.next_change_at().unwrap_or(NEVER));
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        self.segments.iter_mut().for_each(|membership| membership.remove(customer));
        self.tags.iter_mut().chain(&mut self.stages).for_each(|of| _ = of.remove(customer));
        self.set_change(customer, NEVER);
    }

    fn set_change(&mut self, customer: u32, change: Timestamp) {
        let position = customer as usize;
        if position >= self.changes.len() {
            self.changes.resize(position.saturating_add(1), NEVER);
        }
        self.changes.get_mut(position).into_iter().for_each(|at| *at = change);
    }

    /// The membership of a segment.
    pub fn segment(&self, segment: crate::expr::SegmentId) -> Option<&Membership> {
        self.segments.get(segment.index())
    }

    /// The customers that bear a tag.
    pub fn tag(&self, tag: crate::expr::TagId) -> Option<&RoaringBitmap> {
        self.tags.get(tag.index())
    }

    /// The customers in a lifecycle stage.
    pub fn stage(&self, stage: crate::expr::StageId) -> Option<&RoaringBitmap> {
        self.stages.get(stage.index())
    }

    /// The customers whose portrait no longer stands at `now` and must be drawn anew.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = u32> + '_ {
        self.changes.iter().zip(0..).filter(move |(change, _)| **change <= now).map(|(_, customer)| customer)
    }

    /// When the first portrait no longer stands; one timer set to it replaces a nightly job.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        self.changes.iter().copied().min().filter(|change| *change != NEVER)
    }
}
