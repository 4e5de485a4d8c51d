//! Portraits put away: of most answers no time changes, and the truth of one takes two bits.

use super::Portrait;
use crate::expr::{Answer, NEVER, ScoreId, ScoreValue, SegmentId, StageId, TagId, Truth};
use crate::normalize::civil::Timestamp;

/// The portraits of customers by their index.
///
/// ```
/// use kehu::tags::{Definitions, Portraits, Tagger};
/// use kehu::{expr::{JsonSubject, Vocabulary}, normalize::civil::Timestamp};
/// let tagger = Tagger::compile(Definitions::default(), Vocabulary::default(), 480).unwrap();
/// let subject = JsonSubject::new(&serde_json::json!({}), tagger.vocabulary(), 480);
/// let portrait = tagger.evaluate(&subject, &Default::default(), Timestamp(0));
/// let mut portraits = Portraits::default();
/// portraits.put(7, &portrait);
/// assert_eq!((portraits.get(7), portraits.get(3)), (Some(portrait), None));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Portraits {
    packed: Vec<Option<Box<[u8]>>>,
    /// How many tags, scores and segments each has.
    parts: [usize; 3],
    /// Where portraits are packed.
    room: Vec<u8>,
}

/// Stands for no stage.
const NONE: u32 = u32::MAX;

impl Portraits {
    /// Puts a portrait in the place of the one before.
    pub fn put(&mut self, customer: u32, portrait: &Portrait) {
        let place = customer as usize;
        if self.packed.len() <= place {
            self.packed.resize(place.saturating_add(1), None);
        }
        self.parts = [portrait.tags.len(), portrait.scores.len(), portrait.segments.len()];
        pack(portrait, &mut self.room);
        let Some(slot) = self.packed.get_mut(place) else { return };
        match slot.as_deref_mut().filter(|known| known.len() == self.room.len()) {
            Some(known) => known.copy_from_slice(&self.room),
            None => *slot = Some(self.room.as_slice().into()),
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        self.packed.get_mut(customer as usize).into_iter().for_each(|slot| *slot = None);
    }

    /// The portrait of a customer.
    pub fn get(&self, customer: u32) -> Option<Portrait> {
        let packed = self.packed.get(customer as usize)?.as_deref()?;
        Reader(packed).portrait(self.parts)
    }

    /// The customers that have a portrait, in rising order, with it.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Portrait)> {
        (0..).zip(&self.packed).filter_map(|(customer, _)| Some((customer, self.get(customer)?)))
    }

    /// A look at the portrait of a customer without unpacking it.
    pub fn glance(&self, customer: u32) -> Option<Glance<'_>> {
        let packed = self.packed.get(customer as usize)?.as_deref()?;
        Some(Glance { packed, parts: self.parts })
    }

    /// Whether each customer is in a segment, and until when.
    pub fn of_segment(&self, segment: SegmentId) -> impl Iterator<Item = (u32, Answer)> {
        let known = (0..).zip(&self.packed).filter(|(_, packed)| packed.is_some());
        known.map(move |(customer, _)| {
            let glance = self.glance(customer);
            (customer, glance.map_or(Answer::fixed(Truth::Unknown), |glance| glance.segment(segment)))
        })
    }
}

/// A portrait as it was put away, of which parts can be read.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a> {
    packed: &'a [u8],
    parts: [usize; 3],
}

impl Glance<'_> {
    /// Whether the customer bears the tag.
    pub fn tag(&self, tag: TagId) -> Answer {
        self.answer(tag.index(), 0).filter(|_| tag.index() < self.parts[0]).unwrap_or(UNKNOWN)
    }

    /// Whether the customer is in the segment.
    pub fn segment(&self, segment: SegmentId) -> Answer {
        let [tags, _, segments] = self.parts;
        self.answer(segment.index(), tags).filter(|_| segment.index() < segments).unwrap_or(UNKNOWN)
    }

    /// Whether the customer is in the stage.
    pub fn stage(&self, stage: StageId) -> Answer {
        let mut reader = Reader(self.packed);
        let known = reader.take().map(u32::from_le_bytes);
        let change = reader.time().unwrap_or(NEVER);
        Answer { truth: (known == Some(stage.0)).into(), change }
    }

    /// A score of the customer.
    pub fn score(&self, score: ScoreId) -> ScoreValue {
        let [tags, scores, segments] = self.parts;
        let read = || Reader(self.packed.get(STAGE + score.index() * SCORE..)?).score();
        let Some(value) = read().filter(|_| score.index() < scores) else { return ScoreValue::NONE };
        ScoreValue { change: self.change(tags + segments + score.index()).unwrap_or(NEVER), ..value }
    }

    /// The answer at a place among tags or segments, before which there are so many others.
    fn answer(&self, place: usize, others: usize) -> Option<Answer> {
        let four = *self.packed.get(STAGE + self.parts[1] * SCORE + truths(others) + place / 4)?;
        let change = self.change(others + place)?;
        Some(Answer { truth: truth(four >> (place % 4 * 2) & 3), change })
    }

    /// When the answer or score at a place changes.
    fn change(&self, wanted: usize) -> Option<Timestamp> {
        let [tags, scores, segments] = self.parts;
        let answers = STAGE + scores * SCORE;
        let mut reader = Reader(self.packed.get(answers + truths(tags) + truths(segments)..)?);
        let mut next = 0;
        while let Some(distance) = reader.distance() {
            let at = reader.time()?;
            next += distance;
            if next >= wanted {
                return Some(if next == wanted { at } else { NEVER });
            }
            next += 1;
        }
        Some(NEVER)
    }
}

const UNKNOWN: Answer = Answer { truth: Truth::Unknown, change: NEVER };

/// The stage, each score, the truths of tags and those of segments, four a byte, and then the instants of those that time
/// will change, each after the distance from the one before.
fn pack(portrait: &Portrait, out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(&portrait.stage.map_or(NONE, |stage| stage.0).to_le_bytes());
    out.extend_from_slice(&portrait.stage_change.0.to_le_bytes());
    for score in &portrait.scores {
        out.push(u8::from(score.value.is_some()) + 2 * u8::from(score.bucket.is_some()));
        out.extend_from_slice(&score.value.unwrap_or_default().to_le_bytes());
        out.extend_from_slice(&score.bucket.unwrap_or_default().to_le_bytes());
    }
    let (tags, segments) = (&portrait.tags, &portrait.segments);
    let scores = tags.len() + segments.len();
    for four in tags.chunks(4).chain(segments.chunks(4)) {
        out.push(four.iter().rev().fold(0, |bits, answer| bits << 2 | answer.truth as u8));
    }
    let mut next = 0;
    let mut note = |place: usize, change: Timestamp| {
        if change != NEVER {
            put_change(out, place - next, change);
            next = place + 1;
        }
    };
    tags.iter().zip(0..).for_each(|(answer, place)| note(place, answer.change));
    segments.iter().zip(tags.len()..).for_each(|(answer, place)| note(place, answer.change));
    portrait.scores.iter().zip(scores..).for_each(|(score, place)| note(place, score.change));
}

/// The bytes that so many truths take.
fn truths(answers: usize) -> usize {
    answers.div_ceil(4)
}

/// Reads truths again.
fn take_truths(answers: &mut [Answer], packed: &[u8]) {
    for (four, byte) in answers.chunks_mut(4).zip(packed) {
        let mut bits = *byte;
        for answer in four {
            answer.truth = truth(bits & 3);
            bits >>= 2;
        }
    }
}

/// Writes when an answer changes, after the distance from the one before that does.
fn put_change(out: &mut Vec<u8>, distance: usize, change: Timestamp) {
    out.resize(out.len() + distance / FAR, u8::MAX);
    let [a, b, c, d, e, f, g, h] = change.0.to_le_bytes();
    out.extend_from_slice(&[(distance % FAR) as u8, a, b, c, d, e, f, g, h]);
}

/// Bytes that the stage and each score take.
const STAGE: usize = 12;
const SCORE: usize = 7;

/// The distance that a whole byte stands for, to which the next one adds.
const FAR: usize = u8::MAX as usize;

/// Bytes yet to be read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn time(&mut self) -> Option<Timestamp> {
        Some(Timestamp(i64::from_le_bytes(self.take()?)))
    }

    fn portrait(mut self, [tags, scores, segments]: [usize; 3]) -> Option<Portrait> {
        let mut portrait = Portrait::blank(tags, scores, segments);
        let stage = u32::from_le_bytes(self.take()?);
        portrait.stage = (stage != NONE).then_some(StageId(stage));
        portrait.stage_change = self.time()?;
        for score in &mut portrait.scores {
            *score = self.score()?;
        }
        for answers in [&mut portrait.tags, &mut portrait.segments] {
            let (packed, rest) = self.0.split_at_checked(truths(answers.len()))?;
            take_truths(answers, packed);
            self.0 = rest;
        }
        let mut next = 0;
        while let Some(distance) = self.distance() {
            next += distance;
            let change = if next < tags {
                &mut portrait.tags.get_mut(next)?.change
            } else if next < tags + segments {
                &mut portrait.segments.get_mut(next - tags)?.change
            } else {
                &mut portrait.scores.get_mut(next - tags - segments)?.change
            };
            *change = self.time()?;
            next += 1;
        }
        Some(portrait)
    }

    fn distance(&mut self) -> Option<usize> {
        let mut sum = 0;
        loop {
            let [byte] = self.take()?;
            sum += usize::from(byte);
            if byte != u8::MAX {
                return Some(sum);
            }
        }
    }

    fn score(&mut self) -> Option<ScoreValue> {
        let [known] = self.take()?;
        let (value, bucket) = (i32::from_le_bytes(self.take()?), u16::from_le_bytes(self.take()?));
        let (value, bucket) = ((known & 1 != 0).then_some(value), (known & 2 != 0).then_some(bucket));
        Some(ScoreValue { value, bucket, change: NEVER })
    }
}

/// The truth that two bits stand for.
fn truth(bits: u8) -> Truth {
    const FALSE: u8 = Truth::False as u8;
    const TRUE: u8 = Truth::True as u8;
    match bits {
        FALSE => Truth::False,
        TRUE => Truth::True,
        _ => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change() -> impl Strategy<Value = Timestamp> + Clone {
        prop_oneof![99 => Just(NEVER), 1 => any::<i64>().prop_map(Timestamp)]
    }

    fn answers() -> impl Strategy<Value = Vec<Answer>> {
        let answer = (0_u8..3, change()).prop_map(|(bits, change)| Answer { truth: truth(bits), change });
        prop_oneof![prop::collection::vec(answer.clone(), 0..20), prop::collection::vec(answer, 500..600)]
    }

    fn portrait() -> impl Strategy<Value = Portrait> {
        let score = (any::<Option<i32>>(), any::<Option<u16>>(), change())
            .prop_map(|(value, bucket, change)| ScoreValue { value, bucket, change });
        let stage = prop::option::of((0_u32..9).prop_map(StageId));
        (answers(), prop::collection::vec(score, 0..5), answers(), stage, change()).prop_map(
            |(tags, scores, segments, stage, stage_change)| Portrait {
                tags,
                scores,
                segments,
                stage,
                stage_change,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_put_away_is_taken_out_as_it_was(portrait in portrait()) {
            let mut portraits = Portraits::default();
            portraits.put(2, &portrait);
            prop_assert_eq!(portraits.get(2), Some(portrait.clone()));
            let glance = portraits.glance(2).unwrap();
            for (place, answer) in (0..).zip(&portrait.segments) {
                let told: Vec<_> = portraits.of_segment(SegmentId(place)).collect();
                prop_assert_eq!(told, [(2, *answer)]);
            }
            for (place, answer) in (0..).zip(&portrait.tags) {
                prop_assert_eq!(glance.tag(TagId(place)), *answer);
            }
            for (place, score) in (0..).zip(&portrait.scores) {
                prop_assert_eq!(glance.score(ScoreId(place)), *score);
            }
            for stage in (0..9).map(StageId) {
                let expected = Answer { truth: (portrait.stage == Some(stage)).into(), change: portrait.stage_change };
                prop_assert_eq!(glance.stage(stage), expected);
            }
            let beyond = TagId(portrait.tags.len() as u32);
            prop_assert_eq!(glance.tag(beyond).truth, Truth::Unknown);
            prop_assert_eq!(portraits.iter().collect::<Vec<_>>(), [(2, portrait)]);
            portraits.remove(2);
            prop_assert_eq!(portraits.get(2), None);
        }
    }
}
