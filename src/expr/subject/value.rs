//! What a condition asks of a customer, and what it answers.

use super::days::days;
use crate::expr::names::people::ContactFact;
use crate::expr::names::vocabulary::{
    EventId, FieldId, PropertyId, ScoreId, SegmentId, StageId, TagId, ValueType,
};
use crate::expr::tree::number::Number;
use crate::normalize::civil::{Date, Timestamp};
use crate::sort::Arrange;

/// The instant that never comes.
pub const NEVER: Timestamp = Timestamp(i64::MAX);

/// A value of a customer or of an event, in canonical form.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// There is none.
    Missing,
    /// There is one, but not one of its kind: no comparison with it is true or false.
    Unclear,
    /// A text.
    Text(&'a str),
    /// A number or an amount.
    Number(Number),
    /// A day, told by its first and last; one of those from the first to the last, where a month, a quarter or a year is all
    /// that is known.
    Days(Date, Date),
    /// An instant.
    Time(Timestamp),
    /// Several texts.
    List(Vec<&'a str>),
}

impl<'a> Value<'a> {
    /// A canonical text as the value that its type says; none where it is not one.
    pub(crate) fn read(text: &'a str, of: ValueType, zone: i32) -> Self {
        if of.is_number() {
            return Number::parse(text).map_or(Self::Missing, Self::Number);
        }
        if of.is_date() {
            let day = days(text).map(|(first, last)| Self::Days(first, last));
            return day.or_else(|| Timestamp::parse(text, zone).map(Self::Time)).unwrap_or(Self::Missing);
        }
        if text.is_empty() { Self::Missing } else { Self::Text(text) }
    }
}

/// True, false, or not known. The order is that of Kleene's logic: *all* is the least, *any* the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It cannot be told.
    Unknown,
    /// It holds.
    True,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
            Self::False => Self::True,
        }
    }
}

/// What is true now and how long that stands, as long as nothing but time changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is true.
    pub truth: Truth,
    /// The answer stands until just before this instant; [`NEVER`] when it stands for good.
    pub change: Timestamp,
}

impl Answer {
    /// The answer asked for at `now`: a change that lies behind, as in a file of customers that grew old, is none to come.
    pub(in crate::expr) fn as_of(self, now: Timestamp) -> Self {
        Self { change: if self.change > now { self.change } else { NEVER }, ..self }
    }

    /// An answer that time does not change.
    pub fn fixed(truth: impl Into<Truth>) -> Self {
        Self { truth: truth.into(), change: NEVER }
    }

    /// Whether it is true.
    pub fn holds(self) -> bool {
        self.truth == Truth::True
    }

    /// The instant of the next change; `None` when there is none.
    pub fn next_change(self) -> Option<Timestamp> {
        (self.change != NEVER).then_some(self.change)
    }

    /// The opposite, for as long.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { truth: !self.truth, change: self.change }
    }

    /// All of the answers.
    ///
    /// What is false stays so until each of its false parts has changed; otherwise any part may change it.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::fixed(true), |all, one| all.and(one))
    }

    /// At least one of the answers.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        Self::all(answers.into_iter().map(Self::negated)).negated()
    }

    /// At least so many of the answers.
    ///
    /// It stands until so many of those that decide it have changed that the others no longer do.
    pub fn at_least(count: usize, answers: impl IntoIterator<Item = Self>) -> Self {
        let (mut held, mut open, mut passing) = (0, 0, Vec::new());
        for one in answers {
            held += usize::from(one.truth == Truth::True);
            open += usize::from(one.truth != Truth::False);
            // Of many answers most stand for good as a rule: only the others need an order.
            if one.change != NEVER {
                passing.push(one);
            }
        }
        let (truth, place) = if held >= count {
            (Truth::True, held - count)
        } else if open < count {
            (Truth::False, count - open - 1)
        } else {
            (Truth::Unknown, 0)
        };
        // Of what is unknown any answer may decide.
        passing.retain(|one| truth == Truth::Unknown || one.truth == truth);
        passing.arrange_by_key(|one| one.change);
        Self { truth, change: passing.get(place).map_or(NEVER, |one| one.change) }
    }

    fn and(self, other: Self) -> Self {
        let change = match (self.truth, other.truth) {
            (Truth::False, Truth::False) => self.change.max(other.change),
            (Truth::False, _) => self.change,
            (_, Truth::False) => other.change,
            _ => self.change.min(other.change),
        };
        Self { truth: self.truth.min(other.truth), change }
    }
}

/// A score with its bucket, and how long both stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreValue {
    /// The score; `None` when it does not apply.
    pub value: Option<i32>,
    /// The position of its bucket among those of the score.
    pub bucket: Option<u16>,
    /// Both stand until just before this instant.
    pub change: Timestamp,
}

impl ScoreValue {
    /// A score that does not apply.
    pub const NONE: Self = Self { value: None, bucket: None, change: NEVER };
}

/// A tag that somebody gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// What it shows; empty where nothing.
    pub value: &'a str,
    /// When it was given.
    pub at: Timestamp,
    /// Until when it holds, where that was said.
    pub until: Option<Timestamp>,
}

/// A customer, as far as conditions ask.
///
/// Names are symbols of the [`Vocabulary`](crate::expr::Vocabulary) that the conditions were compiled with, so an
/// implementation can answer from columns. What it knows of tags, segments, stages and scores comes from
/// [`Portrait`](crate::tags::Portrait); a subject without one leaves those methods alone.
pub trait Subject {
    /// The golden value of a field.
    fn field(&self, field: FieldId) -> Value<'_>;

    /// Until when the golden value of a field stands, as long as only time passes.
    fn field_change(&self, _field: FieldId) -> Timestamp {
        NEVER
    }

    /// When the events of one type happened, earliest first.
    fn times(&self, event: EventId) -> &[Timestamp];

    /// When each event of a known type happened, earliest first, and its type, where that is at hand.
    fn in_order(&self) -> Option<&[(Timestamp, EventId)]> {
        None
    }

    /// A property of the event at `index` of [`times`](Self::times).
    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_>;

    /// How many people are known.
    fn contacts(&self) -> usize {
        0
    }

    /// What is known of one of them, and until when that stands, as long as only time passes.
    fn contact(&self, _contact: usize, _fact: ContactFact) -> (Value<'_>, Timestamp) {
        (Value::Missing, NEVER)
    }

    /// Whether the customer bears the tag.
    fn tag(&self, _tag: TagId) -> Answer {
        Answer::fixed(Truth::Unknown)
    }

    /// Whether somebody gave the customer the tag by `now`, and until when that stands.
    fn given(&self, _tag: TagId, _now: Timestamp) -> (Option<Given<'_>>, Timestamp) {
        (None, NEVER)
    }

    /// Whether the customer is in the segment.
    fn segment(&self, _segment: SegmentId) -> Answer {
        Answer::fixed(Truth::Unknown)
    }

    /// Whether the customer is in the stage.
    fn stage(&self, _stage: StageId) -> Answer {
        Answer::fixed(Truth::Unknown)
    }

    /// When, up to `now`, the customer entered the stage last, or without one the stage that it was in by then. It stands
    /// as long as [`stage`](Self::stage) does, and for one not heard of yet until it [begins](Self::begins).
    fn entered(&self, _stage: Option<StageId>, _now: Timestamp) -> Option<Timestamp> {
        None
    }

    /// When the customer is first heard of, if that is later than `now`; else [`NEVER`].
    fn begins(&self, _now: Timestamp) -> Timestamp {
        NEVER
    }

    /// What was [remembered](Self::remember) of a test that several conditions ask.
    fn recall(&self, _test: u32, _now: Timestamp) -> Option<Answer> {
        None
    }

    /// Remembers what such a test said, if that pays.
    fn remember(&self, _test: u32, _now: Timestamp, _answer: Answer) {}

    /// The score of the customer.
    fn score(&self, _score: ScoreId) -> ScoreValue {
        ScoreValue::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(truth: Truth, change: i64) -> Answer {
        Answer { truth, change: Timestamp(change) }
    }

    #[test]
    fn falsehood_lasts_as_long_as_its_longest_cause() {
        use Truth::{False, True, Unknown};
        let all = |parts: &[Answer]| Answer::all(parts.iter().copied());
        assert_eq!(all(&[answer(False, 5), answer(False, 9), answer(True, 2)]), answer(False, 9));
        assert_eq!(all(&[answer(True, 5), answer(True, 9)]), answer(True, 5));
        assert_eq!(all(&[answer(Unknown, 5), answer(True, 3)]), answer(Unknown, 3));
        assert_eq!(all(&[answer(Unknown, 5), answer(False, 7), answer(Unknown, 3)]), answer(False, 7));
        let any = Answer::any([answer(True, 5), answer(True, 9), answer(False, 2)]);
        assert_eq!(any, answer(True, 9));
        assert_eq!(all(&[]), Answer::fixed(true));
        assert_eq!(Answer::any([]), Answer::fixed(false));
    }

    #[test]
    fn enough_stands_until_too_few_are_left() {
        use Truth::{False, True, Unknown};
        let of = |count, parts: &[Answer]| Answer::at_least(count, parts.iter().copied());
        let three = [answer(True, 5), answer(True, 9), answer(True, 7)];
        assert_eq!(of(1, &three), answer(True, 9));
        assert_eq!(of(2, &three), answer(True, 7));
        assert_eq!(of(3, &three), Answer::all(three));
        let mixed = [answer(True, 5), answer(False, 9), answer(False, 7), answer(Unknown, 2)];
        assert_eq!(of(3, &mixed), answer(False, 7));
        assert_eq!(of(4, &mixed), answer(False, 9));
        assert_eq!(of(2, &mixed), answer(Unknown, 2));
        assert_eq!((of(0, &mixed), of(1, &[])), (Answer::fixed(true), Answer::fixed(false)));
        let some = [answer(True, 5), Answer::fixed(true), answer(False, 7), Answer::fixed(false)];
        assert_eq!((of(1, &some), of(2, &some)), (Answer::fixed(true), answer(True, 5)));
        assert_eq!((of(3, &some), of(4, &some)), (answer(False, 7), Answer::fixed(false)));
    }
}
