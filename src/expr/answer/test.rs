//! The test of one value, compiled: what to compare with is already in canonical form.

use std::ops::Bound;

use super::pinyin::Pinyin;
use super::window::MS_PER_DAY;
use crate::expr::subject::value::{Answer, NEVER, Truth, Value};
use crate::expr::tree::number::Number;
use crate::normalize::civil::{Date, Timestamp};
use crate::text::{simplify, to_half_width};

/// A test of one value, maybe turned round.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueTest {
    pub kind: TestKind,
    pub negated: bool,
}

/// What a value is tested for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TestKind {
    /// That there is one.
    Present,
    /// That it is one of these, in order: a list of customers may be long.
    Texts(Box<[String]>),
    /// That it contains, starts or ends with this.
    Part(Place, String),
    /// That it contains one of these.
    AnyPart(Box<[String]>),
    /// That it is read so.
    Read(Pinyin),
    /// That it is one of these.
    Numbers(Box<[Number]>),
    /// That it lies in this range.
    Range(Bound<Number>, Bound<Number>),
    /// That it is one of these.
    Days(Box<[Moment]>),
    /// That it lies in this range.
    Dates(Bound<Moment>, Bound<Moment>),
    /// That the day returns today or on one of so many days to come.
    Anniversary(i64),
}

/// Where in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Start,
    End,
}

/// What a date is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A day, whole.
    Day(Date),
    /// An instant.
    Time(Timestamp),
    /// So many days from today, in the zone of the condition.
    FromToday(i64),
}

impl ValueTest {
    /// The answer for a value; unknown when there is none or it is of another type.
    pub(crate) fn answer(&self, value: &Value<'_>, now: Timestamp, zone: i32) -> Answer {
        let plain = match (&self.kind, value) {
            (TestKind::Present, value) => Answer::fixed(*value != Value::Missing),
            (TestKind::Texts(known), Value::Text(text)) => Answer::fixed(is_in(known, text)),
            (TestKind::Texts(known), Value::List(texts)) => {
                Answer::fixed(texts.iter().any(|text| is_in(known, text)))
            }
            (TestKind::Part(place, part), Value::Text(text)) => Answer::fixed(place.holds(text, part)),
            (TestKind::Part(place, part), Value::List(texts)) => {
                Answer::fixed(texts.iter().any(|text| place.holds(text, part)))
            }
            (TestKind::AnyPart(parts), Value::Text(text)) => Answer::fixed(one_in(text, parts)),
            (TestKind::AnyPart(parts), Value::List(texts)) => {
                Answer::fixed(texts.iter().any(|text| one_in(text, parts)))
            }
            (TestKind::Read(typed), Value::Text(text)) => Answer::fixed(typed.reads(text)),
            (TestKind::Read(typed), Value::List(texts)) => {
                Answer::fixed(texts.iter().any(|text| typed.reads(text)))
            }
            (TestKind::Anniversary(days), value) => anniversary(value, *days, now, zone),
            (TestKind::Numbers(known), Value::Number(number)) => Answer::fixed(known.contains(number)),
            (TestKind::Range(low, high), Value::Number(number)) => {
                Answer::fixed((low.as_ref(), high.as_ref()).contains_number(*number))
            }
            (TestKind::Days(known), value) => Answer::any(
                known.iter().map(|day| dates(value, Bound::Included(*day), Bound::Included(*day), now, zone)),
            ),
            (TestKind::Dates(low, high), value) => dates(value, *low, *high, now, zone),
            _ => Answer::fixed(Truth::Unknown),
        };
        if self.negated { plain.negated() } else { plain }
    }

    /// Whether the answer depends on the day.
    pub(crate) fn asks_today(&self) -> bool {
        let is_relative = |moment: &Moment| matches!(moment, Moment::FromToday(_));
        let edge = |bound: &Bound<Moment>| match bound {
            Bound::Included(moment) | Bound::Excluded(moment) => is_relative(moment),
            Bound::Unbounded => false,
        };
        match &self.kind {
            TestKind::Days(known) => known.iter().any(is_relative),
            TestKind::Dates(low, high) => edge(low) || edge(high),
            TestKind::Anniversary(_) => true,
            _ => false,
        }
    }

    /// The next instant at which the answer for the whole days since `time` may change, if any.
    pub(crate) fn next_crossing(&self, time: Timestamp, now: Timestamp) -> Timestamp {
        let bounds: Vec<Number> = match &self.kind {
            TestKind::Numbers(known) => known.to_vec(),
            TestKind::Range(low, high) => [low, high].into_iter().filter_map(number_in).collect(),
            _ => Vec::new(),
        };
        // A whole number of days passes a bound when it reaches the whole number at, or just above, the bound.
        let days = bounds.iter().flat_map(|bound| {
            let floor = bound.raw().div_euclid(10_000);
            [floor, floor.saturating_add(1)]
        });
        let instants = days.map(|days| time.add_ms(days.saturating_mul(MS_PER_DAY)));
        instants.filter(|at| *at > now).min().unwrap_or(NEVER)
    }
}

fn number_in(bound: &Bound<Number>) -> Option<Number> {
    match bound {
        Bound::Included(number) | Bound::Excluded(number) => Some(*number),
        Bound::Unbounded => None,
    }
}

impl Place {
    /// `part` is [plain] already.
    fn holds(self, text: &str, part: &str) -> bool {
        let text = plain(text);
        match self {
            Self::Anywhere => text.contains(part),
            Self::Start => text.starts_with(part),
            Self::End => text.ends_with(part),
        }
    }
}

/// Whether the text is one of those in order.
fn is_in(known: &[String], text: &str) -> bool {
    known.binary_search_by(|one| one.as_str().cmp(text)).is_ok()
}

/// Whether one of the parts, which are [plain] already, is in the text.
fn one_in(text: &str, parts: &[String]) -> bool {
    let text = plain(text);
    parts.iter().any(|part| text.contains(part.as_str()))
}

/// A text in half width, simplified characters and lower case: parts are looked for however they are typed.
pub(crate) fn plain(text: &str) -> String {
    simplify(&to_half_width(text)).to_lowercase()
}

/// Ranges whose lower end lies above the upper one are empty here, not a fault.
trait ContainsNumber {
    fn contains_number(&self, number: Number) -> bool;
}

impl ContainsNumber for (Bound<&Number>, Bound<&Number>) {
    fn contains_number(&self, number: Number) -> bool {
        std::ops::RangeBounds::contains(self, &number)
    }
}

/// Whether a date lies in a range, and when the days that pass change that.
fn dates(value: &Value<'_>, low: Bound<Moment>, high: Bound<Moment>, now: Timestamp, zone: i32) -> Answer {
    let below = match low {
        Bound::Unbounded => Answer::fixed(true),
        Bound::Included(moment) => at_or_after(value, moment, 0, now, zone),
        Bound::Excluded(moment) => at_or_after(value, moment, 1, now, zone),
    };
    let above = match high {
        Bound::Unbounded => Answer::fixed(true),
        Bound::Included(moment) => at_or_after(value, moment, 1, now, zone).negated(),
        Bound::Excluded(moment) => at_or_after(value, moment, 0, now, zone).negated(),
    };
    Answer::all([below, above])
}

/// Whether a date is not before the moment, `more` days or milliseconds later.
fn at_or_after(value: &Value<'_>, moment: Moment, more: i64, now: Timestamp, zone: i32) -> Answer {
    let passes = |day: Date, time: Timestamp| match moment {
        Moment::Time(other) => Answer::fixed(time >= other.add_ms(more)),
        Moment::Day(other) => Answer::fixed(day.days() >= other.days().saturating_add(more)),
        Moment::FromToday(days) => {
            // day >= today + days + more, as long as today is not later than this:
            let last = day.add_days(days.saturating_add(more).saturating_neg());
            let end = Timestamp::start_of(last.add_days(1), zone);
            let holds = now < end;
            Answer { truth: holds.into(), change: if holds { end } else { NEVER } }
        }
    };
    match value {
        Value::Time(time) => passes(time.date(zone), *time),
        Value::Days(first, last) => {
            let of = |day: &Date| passes(*day, Timestamp::start_of(*day, zone));
            let one = of(first);
            if first == last {
                return one;
            }
            // Of which day of a month it is one is not known, where some pass and others do not.
            let other = of(last);
            if one.truth == other.truth { one } else { Answer { truth: Truth::Unknown, ..other } }
        }
        _ => Answer::fixed(Truth::Unknown),
    }
}

/// Whether the month and day of a date return within so many days, a year or some years later.
fn anniversary(value: &Value<'_>, days: i64, now: Timestamp, zone: i32) -> Answer {
    let day = match value {
        Value::Days(day, last) if day == last => *day,
        Value::Time(time) => time.date(zone),
        _ => return Answer::fixed(Truth::Unknown),
    };
    let today = now.date(zone);
    let years = i64::from(today.year()).saturating_sub(i64::from(day.year())).max(1);
    let of_year = |year: i64| day.add_months(year.saturating_mul(12));
    let this = of_year(years);
    let next = if this.days() < today.days() { of_year(years.saturating_add(1)) } else { this };
    let first = next.add_days(-days);
    let holds = first.days() <= today.days();
    let change = if holds { next.add_days(1) } else { first };
    Answer { truth: holds.into(), change: Timestamp::start_of(change, zone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: i32 = 480;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text, CHINA).unwrap()
    }

    fn days(low: Bound<Moment>, high: Bound<Moment>) -> ValueTest {
        ValueTest { kind: TestKind::Dates(low, high), negated: false }
    }

    #[test]
    fn the_days_to_come_begin_and_end_at_midnight() {
        let soon = days(Bound::Included(Moment::FromToday(0)), Bound::Included(Moment::FromToday(30)));
        let day = Date::new(2026, 12, 31).unwrap();
        let value = Value::Days(day, day);
        for (now, truth, change) in [
            ("2026-11-30T23:59:59", Truth::False, "2026-12-01T00:00:00"),
            ("2026-12-01T00:00:00", Truth::True, "2027-01-01T00:00:00"),
            ("2026-12-31T23:59:59", Truth::True, "2027-01-01T00:00:00"),
        ] {
            let answer = soon.answer(&value, at(now), CHINA);
            assert_eq!(answer, Answer { truth, change: at(change) }, "{now}");
        }
        assert_eq!(soon.answer(&value, at("2027-01-01"), CHINA), Answer::fixed(false));
        assert_eq!(soon.answer(&Value::Missing, at("2027-01-01"), CHINA), Answer::fixed(Truth::Unknown));
    }

    #[test]
    fn instants_are_compared_by_day_with_days_and_to_the_millisecond_with_instants() {
        let noon = Value::Time(at("2026-11-30T12:00:00"));
        let now = at("2026-11-30");
        let day = Moment::Day(Date::new(2026, 11, 30).unwrap());
        assert!(!days(Bound::Excluded(day), Bound::Unbounded).answer(&noon, now, CHINA).holds());
        assert!(days(Bound::Included(day), Bound::Included(day)).answer(&noon, now, CHINA).holds());
        let instant = Moment::Time(at("2026-11-30T11:59:59.999"));
        assert!(days(Bound::Excluded(instant), Bound::Unbounded).answer(&noon, now, CHINA).holds());
    }

    #[test]
    fn lists_hold_when_one_of_their_values_does() {
        let test = ValueTest { kind: TestKind::Texts(["a".to_owned()].into()), negated: false };
        let not = ValueTest { negated: true, ..test.clone() };
        let now = Timestamp(0);
        for (value, holds) in [(Value::List(vec!["b", "a"]), true), (Value::List(vec!["b"]), false)] {
            assert_eq!(test.answer(&value, now, CHINA).holds(), holds);
            assert_eq!(not.answer(&value, now, CHINA).holds(), !holds);
        }
    }

    #[test]
    fn the_fifth_day_comes_after_five_days() {
        let test = ValueTest {
            kind: TestKind::Range(Bound::Included(Number::whole(5).unwrap()), Bound::Unbounded),
            negated: false,
        };
        assert_eq!(test.next_crossing(Timestamp(0), Timestamp(0)), Timestamp(5 * MS_PER_DAY));
        assert_eq!(test.next_crossing(Timestamp(0), Timestamp(6 * MS_PER_DAY)), NEVER);
    }
}
