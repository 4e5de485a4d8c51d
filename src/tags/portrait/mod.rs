//! What is said of one customer at one time; put away, and when it will be otherwise.

mod agenda;
mod packed;

use crate::expr::{
    Answer, ContactFact, EventId, FieldId, Given, NEVER, PropertyId, ScoreId, ScoreValue, SegmentId, StageId,
    Subject, TagId, Truth, Value,
};
use crate::normalize::civil::Timestamp;

pub use agenda::Agenda;
pub use packed::{Glance, Portraits};

/// Tags, scores, stage and segments of one customer, each at its position in the ruleset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portrait {
    pub(in crate::tags) tags: Vec<Answer>,
    pub(in crate::tags) scores: Vec<ScoreValue>,
    pub(in crate::tags) segments: Vec<Answer>,
    pub(in crate::tags) stage: Option<StageId>,
    pub(in crate::tags) stage_change: Timestamp,
}

impl Portrait {
    /// A portrait of which nothing is known yet.
    pub(in crate::tags) fn blank(tags: usize, scores: usize, segments: usize) -> Self {
        let unknown = Answer::fixed(Truth::Unknown);
        Self {
            tags: vec![unknown; tags],
            scores: vec![ScoreValue::NONE; scores],
            segments: vec![unknown; segments],
            stage: None,
            stage_change: NEVER,
        }
    }

    /// The tags that the customer bears.
    pub fn tags(&self) -> impl Iterator<Item = TagId> {
        held(&self.tags).map(TagId)
    }

    /// All scores, at their positions in the ruleset.
    pub fn scores(&self) -> &[ScoreValue] {
        &self.scores
    }

    /// The segments that the customer is in.
    pub fn segments(&self) -> impl Iterator<Item = SegmentId> {
        held(&self.segments).map(SegmentId)
    }

    /// Whether the customer bears each tag of the ruleset, and until when.
    pub fn bearings(&self) -> &[Answer] {
        &self.tags
    }

    /// Whether the customer is in each segment of the ruleset, and until when.
    pub fn memberships(&self) -> &[Answer] {
        &self.segments
    }

    /// The lifecycle stage.
    pub fn stage(&self) -> Option<StageId> {
        self.stage
    }

    /// Until when the part at a position stands: tags come first, then scores, segments and the stage.
    pub(in crate::tags) fn change_of(&self, position: usize) -> Timestamp {
        let (scores, segments) = (self.tags.len(), self.tags.len() + self.scores.len());
        let tag = self.tags.get(position).map(|answer| answer.change);
        let score = || self.scores.get(position.checked_sub(scores)?).map(|score| score.change);
        let segment = || self.segments.get(position.checked_sub(segments)?).map(|answer| answer.change);
        tag.or_else(score).or_else(segment).unwrap_or(self.stage_change)
    }

    /// The portrait stands until then, as long as only time passes; `None` when it stands for good.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        let first = |answers: &[Answer], change: Timestamp| {
            answers.iter().fold(change, |change, answer| change.min(answer.change))
        };
        let scores = self.scores.iter().fold(self.stage_change, |change, score| change.min(score.change));
        Some(first(&self.tags, first(&self.segments, scores))).filter(|change| *change != NEVER)
    }

    /// The customer together with what is said of it, so that conditions can ask for both.
    pub fn over<'a>(&'a self, subject: &'a dyn Subject) -> Portrayed<'a> {
        Portrayed { portrait: self, subject }
    }
}

fn held(answers: &[Answer]) -> impl Iterator<Item = u32> {
    answers.iter().zip(0..).filter(|(answer, _)| answer.holds()).map(|(_, position)| position)
}

/// A customer together with its portrait.
#[derive(Clone, Copy)]
pub struct Portrayed<'a> {
    portrait: &'a Portrait,
    subject: &'a dyn Subject,
}

impl std::fmt::Debug for Portrayed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portrayed").field("portrait", self.portrait).finish_non_exhaustive()
    }
}

impl Subject for Portrayed<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        self.subject.field(field)
    }

    fn field_change(&self, field: FieldId) -> Timestamp {
        self.subject.field_change(field)
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        self.subject.times(event)
    }

    fn in_order(&self) -> Option<&[(Timestamp, EventId)]> {
        self.subject.in_order()
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        self.subject.property(event, index, property)
    }

    fn given(&self, tag: TagId, now: Timestamp) -> (Option<Given<'_>>, Timestamp) {
        self.subject.given(tag, now)
    }

    fn entered(&self, stage: Option<StageId>, now: Timestamp) -> Option<Timestamp> {
        self.subject.entered(stage, now)
    }

    fn begins(&self, now: Timestamp) -> Timestamp {
        self.subject.begins(now)
    }

    fn recall(&self, test: u32, now: Timestamp) -> Option<Answer> {
        self.subject.recall(test, now)
    }

    fn remember(&self, test: u32, now: Timestamp, answer: Answer) {
        self.subject.remember(test, now, answer);
    }

    fn contacts(&self) -> usize {
        self.subject.contacts()
    }

    fn contact(&self, contact: usize, fact: ContactFact) -> (Value<'_>, Timestamp) {
        self.subject.contact(contact, fact)
    }

    fn tag(&self, tag: TagId) -> Answer {
        self.portrait.tags.get(tag.index()).copied().unwrap_or(Answer::fixed(Truth::Unknown))
    }

    fn segment(&self, segment: SegmentId) -> Answer {
        self.portrait.segments.get(segment.index()).copied().unwrap_or(Answer::fixed(Truth::Unknown))
    }

    fn stage(&self, stage: StageId) -> Answer {
        Answer { truth: (self.portrait.stage == Some(stage)).into(), change: self.portrait.stage_change }
    }

    fn score(&self, score: ScoreId) -> ScoreValue {
        self.portrait.scores.get(score.index()).copied().unwrap_or(ScoreValue::NONE)
    }
}
