//! When an event starts and stops to count.

use crate::expr::names::vocabulary::StageId;
use crate::expr::subject::value::{Answer, NEVER, Subject};
use crate::normalize::civil::{Date, Timestamp};
use crate::schema::ruleset::{Period, Unit};

const MS_PER_MINUTE: i64 = 60_000;
/// Milliseconds of 24 hours.
pub(crate) const MS_PER_DAY: i64 = 86_400_000;

/// A window over time, said of the event rather than of now: from when until when does an event at a given time count?
///
/// Said this way round a window of calendar months has one exact end for each event, although months differ in length:
/// an event of 31 January is within the last month until the last day of February, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// From its time on, for good.
    Ever,
    /// From its time on, for good, if it lies from the first instant to before the second.
    Between(Timestamp, Timestamp),
    /// From its time on, for that long.
    Within(Period),
    /// From so long after its time on, until so long after its time, or for good.
    Before(Option<Period>, Period),
    /// From its time on, for good, if that is later than the customer entered that stage, or the one in which it is:
    /// [`of`](Self::of) says when that was.
    Since(Option<StageId>),
}

impl Span {
    /// The span for a customer; `None` where it never entered the stage. Any other stands for itself.
    ///
    /// What brought it there is not since then, else nothing could ever not have happened since.
    pub(crate) fn of(self, subject: &dyn Subject, now: Timestamp) -> Option<Self> {
        match self {
            Self::Since(stage) => Some(Self::Between(subject.entered(stage, now)?.add_ms(1), NEVER)),
            other => Some(other),
        }
    }

    /// Whether an event at `time` counts at `now`, and until when that stands.
    pub(crate) fn counts(self, time: Timestamp, now: Timestamp, zone: i32) -> Answer {
        match self.bounds(time, zone) {
            Some((start, _)) if now < start => Answer { truth: false.into(), change: start },
            Some((_, end)) if now < end => Answer { truth: true.into(), change: end },
            _ => Answer::fixed(false),
        }
    }

    /// From when until before when an event at `time` counts, if it ever does.
    pub(crate) fn bounds(self, time: Timestamp, zone: i32) -> Option<(Timestamp, Timestamp)> {
        let (start, end) = match self {
            Self::Since(_) => return None,
            Self::Between(from, to) if time < from || to <= time => return None,
            Self::Ever | Self::Between(..) => (time, NEVER),
            Self::Within(period) => (time, end_of(time, period, zone)),
            Self::Before(period, skip) => {
                (end_of(time, skip, zone), period.map_or(NEVER, |period| end_of(time, period, zone)))
            }
        };
        (start < end).then_some((start, end))
    }

    /// An event at `time` counts from then on until this instant, or longer: what the calendar says is not asked.
    #[inline]
    pub(crate) fn lasts_until(self, time: Timestamp) -> Timestamp {
        match self {
            Self::Ever => NEVER,
            Self::Within(period) => time.add_ms(least(period)),
            _ => time,
        }
    }

    /// An instant before which no event counts at `now` or later; events before it need no look.
    pub(crate) fn horizon(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Ever | Self::Since(_) | Self::Before(None, _) => Timestamp(i64::MIN),
            Self::Between(from, _) => from,
            // One unit more than asked covers whole calendar units and the shorter months.
            Self::Within(period) | Self::Before(Some(period), _) => {
                let units = i64::from(period.last).saturating_add(1);
                now.add_ms(units.saturating_mul(longest(period.unit)).saturating_neg())
            }
        }
    }
}

/// The first instant at which an event at `time` is no longer within the period.
pub(crate) fn end_of(time: Timestamp, period: Period, zone: i32) -> Timestamp {
    let start = if period.calendar { start_of(time, period.unit, zone) } else { time };
    let months = |count: i64| {
        let date = start.date(zone).add_months(count);
        Timestamp::at(date, start.ms_of_day(zone), zone)
    };
    let last = i64::from(period.last);
    match period.unit {
        Unit::Month => months(last),
        Unit::Year => months(last.saturating_mul(12)),
        unit => start.add_ms(last.saturating_mul(longest(unit))),
    }
}

/// The start of the unit of the calendar that `time` falls in.
pub(crate) fn start_of(time: Timestamp, unit: Unit, zone: i32) -> Timestamp {
    let date = time.date(zone);
    let day = match unit {
        Unit::Minute | Unit::Hour => {
            let ms = time.ms_of_day(zone);
            return Timestamp::at(date, ms - ms.rem_euclid(longest(unit)), zone);
        }
        Unit::Day => date,
        Unit::Week => date.add_days(1 - i64::from(date.weekday())),
        Unit::Month => date.month_start(),
        Unit::Year => Date::new(date.year(), 1, 1).unwrap_or(date),
    };
    Timestamp::start_of(day, zone)
}

/// The number of the calendar's day, week or month that `time` falls in, counted from a fixed one.
pub(crate) fn ordinal(time: Timestamp, unit: Unit, zone: i32) -> i64 {
    let date = time.date(zone);
    match unit {
        // Day 0 was a Thursday; three days earlier a week began.
        Unit::Week => (date.days() + 3).div_euclid(7),
        Unit::Month => i64::from(date.year()) * 12 + i64::from(date.month()),
        Unit::Year => i64::from(date.year()),
        Unit::Minute | Unit::Hour | Unit::Day => date.days(),
    }
}

/// Whether a period lasts at least as long as another, whenever both begin.
pub(in crate::expr) fn outlasts(period: Period, other: Period) -> bool {
    if (period.unit, period.calendar) == (other.unit, other.calendar) {
        return period.last >= other.last;
    }
    let months = |period: Period| match period.unit {
        Unit::Month => Some(i64::from(period.last)),
        Unit::Year => Some(i64::from(period.last).saturating_mul(12)),
        _ => None,
    };
    if let (Some(one), Some(two), false) = (months(period), months(other), period.calendar || other.calendar)
    {
        return one >= two;
    }
    least(period) >= i64::from(other.last).saturating_mul(longest(other.unit))
}

/// How long a period lasts at least, whenever it begins.
fn least(period: Period) -> i64 {
    // Of the calendar's units the current one has only begun.
    let whole = i64::from(period.last).saturating_sub(i64::from(period.calendar));
    whole.saturating_mul(shortest(period.unit))
}

/// The length of the unit, the shortest where lengths differ.
fn shortest(unit: Unit) -> i64 {
    match unit {
        Unit::Month => 28 * MS_PER_DAY,
        Unit::Year => 365 * MS_PER_DAY,
        other => longest(other),
    }
}

/// The length of the unit, the longest where lengths differ.
fn longest(unit: Unit) -> i64 {
    match unit {
        Unit::Minute => MS_PER_MINUTE,
        Unit::Hour => 60 * MS_PER_MINUTE,
        Unit::Day => MS_PER_DAY,
        Unit::Week => 7 * MS_PER_DAY,
        Unit::Month => 31 * MS_PER_DAY,
        Unit::Year => 366 * MS_PER_DAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CHINA: i32 = 480;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text, CHINA).unwrap()
    }

    fn end(time: &str, last: u32, unit: Unit, calendar: bool) -> String {
        end_of(at(time), Period { last, unit, calendar }, CHINA).to_rfc3339(CHINA)
    }

    #[test]
    fn windows_end_by_the_clock_or_by_the_calendar() {
        let time = "2026-01-31T10:30:15";
        for (last, unit, calendar, expected) in [
            (5, Unit::Minute, false, "2026-01-31T10:35:15+08:00"),
            (1, Unit::Hour, true, "2026-01-31T11:00:00+08:00"),
            (30, Unit::Day, false, "2026-03-02T10:30:15+08:00"),
            (1, Unit::Day, true, "2026-02-01T00:00:00+08:00"),
            (1, Unit::Week, true, "2026-02-02T00:00:00+08:00"),
            (1, Unit::Month, false, "2026-02-28T10:30:15+08:00"),
            (3, Unit::Month, false, "2026-04-30T10:30:15+08:00"),
            (3, Unit::Month, true, "2026-04-01T00:00:00+08:00"),
            (1, Unit::Year, false, "2027-01-31T10:30:15+08:00"),
            (1, Unit::Year, true, "2027-01-01T00:00:00+08:00"),
        ] {
            assert_eq!(end(time, last, unit, calendar), expected, "{last} {unit:?} {calendar}");
        }
    }

    #[test]
    fn what_is_longer_ago_starts_to_count_later() {
        let days = |last| Period { last, unit: Unit::Day, calendar: false };
        let (time, span) = (at("2026-01-01T10:00:00"), Span::Before(Some(days(30)), days(10)));
        for (now, truth, change) in [
            ("2025-12-31T10:00:00", false, Some("2026-01-11T10:00:00")),
            ("2026-01-11T09:59:59", false, Some("2026-01-11T10:00:00")),
            ("2026-01-11T10:00:00", true, Some("2026-01-31T10:00:00")),
            ("2026-01-31T10:00:00", false, None),
        ] {
            let change = change.map_or(NEVER, at);
            assert_eq!(span.counts(time, at(now), CHINA), Answer { truth: truth.into(), change }, "{now}");
        }
        let empty = Span::Before(Some(days(10)), days(10));
        assert_eq!(empty.counts(time, at("2026-01-02"), CHINA), Answer::fixed(false));
    }

    proptest! {
        #[test]
        fn an_event_counts_as_long_as_it_is_told_to_last(
            time in 0_i64..4_000_000_000_000, last in 1_u32..40, unit in 0..Unit::ALL.len(), calendar: bool,
        ) {
            let (time, period) = (Timestamp(time), Period { last, unit: Unit::ALL[unit], calendar });
            for span in [Span::Ever, Span::Within(period), Span::Between(time, NEVER), Span::Before(None, period)] {
                let until = span.lasts_until(time);
                prop_assert!(until == time || span.counts(time, until.add_ms(-1), CHINA).holds(), "{span:?}");
            }
        }
    }

    #[test]
    fn nothing_before_the_horizon_counts() {
        let now = at("2026-03-01T00:00:00");
        for unit in Unit::ALL {
            for calendar in [false, true] {
                let span = Span::Within(Period { last: 2, unit, calendar });
                let before = span.horizon(now).add_ms(-1);
                assert_eq!(span.counts(before, now, CHINA), Answer::fixed(false), "{unit:?}");
            }
        }
    }

    #[test]
    fn a_period_outlasts_another_only_where_it_always_does() {
        let period = |last, unit, calendar| Period { last, unit, calendar };
        let days = |last| period(last, Unit::Day, false);
        let months = |last| period(last, Unit::Month, false);
        for (one, two, expected) in [
            (days(30), days(30), true),
            (days(29), days(30), false),
            (days(31), months(1), true),
            (days(30), months(1), false),
            (months(1), days(28), true),
            (months(1), days(29), false),
            (months(12), period(1, Unit::Year, false), true),
            (period(1, Unit::Year, false), days(366), false),
            (days(30), period(30, Unit::Day, true), true),
            (period(31, Unit::Day, true), days(30), true),
            (period(30, Unit::Day, true), days(30), false),
            (period(12, Unit::Month, true), period(1, Unit::Year, true), false),
        ] {
            assert_eq!(outlasts(one, two), expected, "{one:?} {two:?}");
        }
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        for ms in [i64::MIN, i64::MAX] {
            for unit in Unit::ALL {
                let period = Period { last: u32::MAX, unit, calendar: true };
                let _ = (end_of(Timestamp(ms), period, CHINA), Span::Within(period).horizon(Timestamp(ms)));
                let _ = ordinal(Timestamp(ms), unit, CHINA);
            }
        }
    }
}
