//! Who is in a segment, and when will that change?

mod crossing;

use roaring::RoaringBitmap;

use crate::columns::Bits;
use crate::expr::{Answer, NEVER, SegmentId, StageId, TagId, Truth};
use crate::normalize::civil::Timestamp;
use crate::tags::{Agenda, Portrait};

pub use crossing::Crossing;

/// Who meets a condition, customers by their index, and until when that stands.
///
/// ```
/// use kehu::expr::Answer;
/// use kehu::normalize::civil::Timestamp;
/// use kehu::segments::Membership;
/// let mut membership = Membership::default();
/// membership.add(3, Answer { truth: false.into(), change: Timestamp(100) });
/// membership.add(7, Answer { truth: true.into(), change: Timestamp(200) });
/// assert_eq!((membership.count(), membership.next_change_at()), (1, Some(Timestamp(100))));
/// assert_eq!(membership.ids().collect::<Vec<_>>(), [7]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    members: RoaringBitmap,
    change: Timestamp,
}

impl Default for Membership {
    fn default() -> Self {
        Self { members: RoaringBitmap::new(), change: NEVER }
    }
}

impl Membership {
    /// Those members, and the first instant at which one of them may leave or another come.
    pub fn new(members: &Bits, change: Timestamp) -> Self {
        let bytes: Vec<u8> = members.words().iter().flat_map(|word| word.to_le_bytes()).collect();
        Self { members: RoaringBitmap::from_lsb0_bytes(0, &bytes), change }
    }

    /// Notes whether one more customer is a member, and until when that stands.
    pub fn add(&mut self, customer: u32, answer: Answer) {
        if answer.holds() {
            self.members.insert(customer);
        }
        self.change = self.change.min(answer.change);
    }

    /// How many members there are.
    pub fn count(&self) -> u64 {
        self.members.len()
    }

    /// The members in rising order.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.members.iter()
    }

    /// The first instant at which somebody may enter or leave; `None` when nobody will through time alone.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        (self.change != NEVER).then_some(self.change)
    }
}

/// What changed for a customer between two portraits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Tags that came.
    pub tags_added: Vec<TagId>,
    /// Tags that went.
    pub tags_removed: Vec<TagId>,
    /// Segments entered.
    pub entered: Vec<SegmentId>,
    /// Segments left.
    pub left: Vec<SegmentId>,
}

impl Changes {
    /// What is different in `after`; everything there is new when there was no portrait before.
    pub fn between(before: Option<&Portrait>, after: &Portrait) -> Self {
        let [tags_added, tags_removed] = turned(before.map(Portrait::bearings), after.bearings(), TagId);
        let [entered, left] = turned(before.map(Portrait::memberships), after.memberships(), SegmentId);
        Self { tags_added, tags_removed, entered, left }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each segment left or entered, and which of the two.
    fn segments(&self) -> impl Iterator<Item = (SegmentId, bool)> {
        let left = self.left.iter().map(|segment| (*segment, false));
        left.chain(self.entered.iter().map(|segment| (*segment, true)))
    }

    /// Each tag that went or came, and which of the two.
    fn tags(&self) -> impl Iterator<Item = (TagId, bool)> {
        let gone = self.tags_removed.iter().map(|tag| (*tag, false));
        gone.chain(self.tags_added.iter().map(|tag| (*tag, true)))
    }
}

/// What came to hold, and what no longer does.
fn turned<T>(before: Option<&[Answer]>, after: &[Answer], id: fn(u32) -> T) -> [Vec<T>; 2] {
    let [mut came, mut went] = [Vec::new(), Vec::new()];
    let mut note = |was: Truth, is: Truth, place: u32| match (was == Truth::True, is == Truth::True) {
        (false, true) => came.push(id(place)),
        (true, false) => went.push(id(place)),
        _ => {}
    };
    match before {
        Some(before) => {
            for ((was, is), place) in before.iter().zip(after).zip(0..) {
                if was.truth != is.truth {
                    note(was.truth, is.truth, place);
                }
            }
        }
        None => after.iter().zip(0..).for_each(|(is, place)| note(Truth::Unknown, is.truth, place)),
    }
    [came, went]
}

/// Who is in each segment and stage of a ruleset and bears each tag, and who needs a new portrait when.
#[derive(Clone, Debug, Default)]
pub struct Memberships {
    segments: Vec<RoaringBitmap>,
    tags: Vec<RoaringBitmap>,
    stages: Vec<RoaringBitmap>,
    changes: Agenda,
}

impl Memberships {
    /// No members yet, of so many segments, tags and stages.
    pub fn new(segments: usize, tags: usize, stages: usize) -> Self {
        let none = |count| vec![RoaringBitmap::new(); count];
        Self { segments: none(segments), tags: none(tags), stages: none(stages), changes: Agenda::default() }
    }

    /// Notes the portrait of a customer in place of the one noted before, if any.
    pub fn set(&mut self, customer: u32, before: Option<&Portrait>, portrait: &Portrait) {
        let changes = Changes::between(before, portrait);
        for (position, comes) in changes.segments() {
            mark(&mut self.segments, position.index(), customer, comes);
        }
        for (position, comes) in changes.tags() {
            mark(&mut self.tags, position.index(), customer, comes);
        }
        self.set_stage(customer, before.and_then(Portrait::stage), portrait.stage());
        self.changes.set(customer, portrait.next_change_at().unwrap_or(NEVER));
    }

    fn set_stage(&mut self, customer: u32, before: Option<StageId>, stage: Option<StageId>) {
        if before == stage {
            return;
        }
        for (stage, comes) in [(before, false), (stage, true)] {
            stage.into_iter().for_each(|stage| mark(&mut self.stages, stage.index(), customer, comes));
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        let all = self.segments.iter_mut().chain(&mut self.tags).chain(&mut self.stages);
        all.for_each(|of| _ = of.remove(customer));
        self.changes.set(customer, NEVER);
    }

    /// The customers in a segment.
    pub fn segment(&self, segment: SegmentId) -> Option<&RoaringBitmap> {
        self.segments.get(segment.index())
    }

    /// The customers that bear a tag.
    pub fn tag(&self, tag: TagId) -> Option<&RoaringBitmap> {
        self.tags.get(tag.index())
    }

    /// The customers in a lifecycle stage.
    pub fn stage(&self, stage: StageId) -> Option<&RoaringBitmap> {
        self.stages.get(stage.index())
    }

    /// The customers whose portrait no longer stands at `now` and must be drawn anew; each is told once.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<u32> {
        self.changes.take_due(now)
    }

    /// When the first portrait no longer stands; one timer set to it replaces a nightly job.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        self.changes.next()
    }
}

fn mark(of: &mut [RoaringBitmap], position: usize, customer: u32, comes: bool) {
    let Some(of) = of.get_mut(position) else { return };
    if comes {
        of.insert(customer)
    } else {
        of.remove(customer)
    };
}
