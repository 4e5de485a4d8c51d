//! The calendar of rules: in which period of it an action is done only once.

use crate::error::{Error, Result};
use crate::expr::{NEVER, end_of, start_of};
use crate::normalize::civil::{Date, Timestamp};
use crate::schema::ruleset::{OncePer, Period, Unit};

/// A day as rules write it.
///
/// # Errors
/// `rule/date`.
pub(super) fn day(text: &str, path: &str) -> Result<Date> {
    Date::parse(text).ok_or_else(|| Error::new("rule/date", path).with("value", text))
}

/// The period in which an action is done only once, by its first day, and the start of the next.
pub(super) fn period(once: OncePer, now: Timestamp, zone: i32) -> (String, Timestamp) {
    let (unit, units) = match once {
        OncePer::Customer => return (String::new(), NEVER),
        OncePer::Day => (Unit::Day, 1),
        OncePer::Week => (Unit::Week, 1),
        OncePer::Month => (Unit::Month, 1),
        OncePer::Quarter => (Unit::Month, 3),
        OncePer::Year => (Unit::Year, 1),
    };
    let mut start = start_of(now, unit, zone).date(zone);
    if once == OncePer::Quarter {
        start = start.add_months(-i64::from((start.month() - 1) % 3));
    }
    let whole = Period { last: units, unit, calendar: false };
    (start.to_string(), end_of(Timestamp::start_of(start, zone), whole, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_those_of_the_calendar() {
        let now = Timestamp::parse("2026-11-22T10:00:00", 480).unwrap();
        for (once, first, next) in [
            (OncePer::Day, "2026-11-22", "2026-11-23"),
            (OncePer::Week, "2026-11-16", "2026-11-23"),
            (OncePer::Month, "2026-11-01", "2026-12-01"),
            (OncePer::Quarter, "2026-10-01", "2027-01-01"),
            (OncePer::Year, "2026-01-01", "2027-01-01"),
        ] {
            let next = Timestamp::parse(next, 480).unwrap();
            assert_eq!(period(once, now, 480), (first.to_owned(), next), "{once:?}");
        }
        assert_eq!(period(OncePer::Customer, now, 480), (String::new(), NEVER));
    }
}
