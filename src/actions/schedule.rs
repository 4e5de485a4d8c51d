//! The calendar of rules: the stretches of time in each of which an action is done once.

use crate::error::{Error, Result};
use crate::expr::NEVER;
use crate::normalize::civil::{Date, Timestamp};
use crate::schema::ruleset::{RuleDef, ScheduleUnit, Trigger};

/// A day as rules write it.
///
/// # Errors
/// `rule/date`.
pub(super) fn day(text: &str, path: &str) -> Result<Date> {
    Date::parse(text).ok_or_else(|| Error::new("rule/date", path).with("value", text))
}

/// The stretches of time in each of which a rule acts once for a customer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recurrence {
    /// The day on which the first begins.
    from: Date,
    step: Step,
}

/// How long one is.
#[derive(Clone, Copy, Debug)]
enum Step {
    Days(i64),
    Months(i64),
    /// All of time.
    Forever,
}

/// A Monday that begins a month, a quarter and a year: counted from it, units of the calendar begin where they do.
const NEW_MILLENNIUM: i64 = 11_323;

impl Recurrence {
    /// # Errors
    /// `rule/date`, `rule/schedule`.
    pub(super) fn compile(rule: &RuleDef) -> Result<Self> {
        let (unit, every, from) = match &rule.on {
            Trigger::Schedule(schedule) => (schedule.unit, schedule.every, schedule.from.as_deref()),
            _ => match rule.once_per.unit() {
                Some(unit) => (unit, 1, None),
                None => return Ok(Self { from: Date::MIN, step: Step::Forever }),
            },
        };
        if every == 0 {
            return Err(Error::new("rule/schedule", "every"));
        }
        let from = from.map(|text| day(text, "from")).transpose()?;
        let units = |length: i64| i64::from(every).saturating_mul(length);
        let step = match unit {
            ScheduleUnit::Day => Step::Days(units(1)),
            ScheduleUnit::Week => Step::Days(units(7)),
            ScheduleUnit::Month => Step::Months(units(1)),
            ScheduleUnit::Quarter => Step::Months(units(3)),
            ScheduleUnit::Year => Step::Months(units(12)),
        };
        Ok(Self { from: from.unwrap_or(Date::from_days(NEW_MILLENNIUM)), step })
    }

    /// What keys call the stretch that begins on that day.
    pub(super) fn name(self, first: Date) -> String {
        if matches!(self.step, Step::Forever) { String::new() } else { first.to_string() }
    }

    /// The stretch that `now` falls into, by its first day, and the start of the next. Nothing but that start before the
    /// first; but where units of the calendar are meant, there is one before every other.
    pub(super) fn current(self, now: Timestamp, zone: i32) -> (Option<Date>, Timestamp) {
        let today = now.date(zone);
        let start = |day: Date| Timestamp::start_of(day, zone);
        let count = match self.step {
            Step::Forever => return (Some(self.from), NEVER),
            Step::Days(step) => (today.days() - self.from.days()).div_euclid(step),
            Step::Months(step) => {
                let months = (ordinal(today) - ordinal(self.from)).div_euclid(step);
                // A month may be shorter than the day of the first occurrence is late in its own.
                if self.after(months) > today { months.saturating_sub(1) } else { months }
            }
        };
        if count < 0 && self.from.days() != NEW_MILLENNIUM {
            return (None, start(self.from));
        }
        (Some(self.after(count)), start(self.after(count.saturating_add(1))))
    }

    /// The first day of the stretch of that number.
    fn after(self, count: i64) -> Date {
        match self.step {
            Step::Days(step) => self.from.add_days(count.saturating_mul(step)),
            Step::Months(step) => self.from.add_months(count.saturating_mul(step)),
            Step::Forever => self.from,
        }
    }
}

fn ordinal(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ruleset::{OncePer, ScheduleDef};

    const CHINA: i32 = 480;

    fn current(rule: &RuleDef, now: &str) -> (Option<String>, String) {
        let recurrence = Recurrence::compile(rule).unwrap();
        let (day, next) = recurrence.current(Timestamp::parse(now, CHINA).unwrap(), CHINA);
        (
            day.map(|day| recurrence.name(day)),
            if next == NEVER { "never".into() } else { next.date(CHINA).to_string() },
        )
    }

    fn every(every: u32, unit: ScheduleUnit, from: Option<&str>) -> RuleDef {
        let schedule = ScheduleDef { every, unit, from: from.map(str::to_owned) };
        RuleDef { on: Trigger::Schedule(schedule), ..RuleDef::default() }
    }

    #[test]
    fn periods_are_those_of_the_calendar() {
        for (once_per, first, next) in [
            (OncePer::Day, "2026-11-22", "2026-11-23"),
            (OncePer::Week, "2026-11-16", "2026-11-23"),
            (OncePer::Month, "2026-11-01", "2026-12-01"),
            (OncePer::Quarter, "2026-10-01", "2027-01-01"),
            (OncePer::Year, "2026-01-01", "2027-01-01"),
            (OncePer::Customer, "", "never"),
        ] {
            let rule = RuleDef { once_per, ..RuleDef::default() };
            assert_eq!(
                current(&rule, "2026-11-22T10:00:00"),
                (Some(first.into()), next.into()),
                "{once_per:?}"
            );
        }
        let early = RuleDef { once_per: OncePer::Quarter, ..RuleDef::default() };
        assert_eq!(current(&early, "1999-12-31"), (Some("1999-10-01".into()), "2000-01-01".into()));
    }

    #[test]
    fn occurrences_are_counted_from_a_day_or_by_the_calendar() {
        for (count, unit, from, now, first, next) in [
            (10, ScheduleUnit::Day, Some("2026-11-01"), "2026-11-20T23:59:59", "2026-11-11", "2026-11-21"),
            (2, ScheduleUnit::Week, Some("2026-11-04"), "2026-11-18T00:00:00", "2026-11-18", "2026-12-02"),
            (1, ScheduleUnit::Month, Some("2026-01-31"), "2026-02-27T10:00:00", "2026-01-31", "2026-02-28"),
            (1, ScheduleUnit::Month, Some("2026-01-31"), "2026-02-28T00:00:00", "2026-02-28", "2026-03-31"),
            (1, ScheduleUnit::Quarter, None, "2026-11-26T10:00:00", "2026-10-01", "2027-01-01"),
            (2, ScheduleUnit::Quarter, None, "2026-11-26T10:00:00", "2026-07-01", "2027-01-01"),
            (1, ScheduleUnit::Week, None, "2026-11-26T10:00:00", "2026-11-23", "2026-11-30"),
            (1, ScheduleUnit::Year, Some("2024-02-29"), "2025-02-28T10:00:00", "2025-02-28", "2026-02-28"),
        ] {
            let told = current(&every(count, unit, from), now);
            assert_eq!(told, (Some(first.into()), next.into()), "{count} {unit:?} from {from:?} at {now}");
        }
        let later = every(1, ScheduleUnit::Week, Some("2026-12-01"));
        assert_eq!(current(&later, "2026-11-30T23:59:59"), (None, "2026-12-01".into()));
    }

    #[test]
    fn extreme_recurrences_do_not_overflow() {
        for unit in [ScheduleUnit::Day, ScheduleUnit::Year] {
            for ms in [i64::MIN, i64::MAX] {
                let recurrence = Recurrence::compile(&every(u32::MAX, unit, None)).unwrap();
                let _ = recurrence.current(Timestamp(ms), CHINA);
            }
        }
        assert_eq!(Recurrence::compile(&every(0, ScheduleUnit::Day, None)).unwrap_err().path(), "every");
    }
}
