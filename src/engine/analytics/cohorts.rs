//! How many of those who began at one time came back later.

use serde::Serialize;
use serde_json::Value;

use super::{EventFilter, Events, out_of_range};
use crate::analytics::{cohorts, rate};
use crate::engine::Engine;
use crate::error::Result;
use crate::expr::Subject;
use crate::json::{read_names, read_object};
use crate::normalize::civil::{Date, Timestamp};

/// Which cohorts are wanted.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct CohortQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// The event with whose first occurrence a customer begins; any event, where absent.
    pub began: Option<EventFilter>,
    /// The event by which a customer comes back; the same as `began`, where absent.
    pub came: Option<EventFilter>,
    /// The period of the calendar.
    pub unit: CohortUnit,
    /// How many cohorts: the last ones, the running period among them.
    pub periods: usize,
    /// Only customers in this segment, or that meet this condition, now.
    pub of: Option<Value>,
}

impl Default for CohortQuery {
    fn default() -> Self {
        let (now, began, came, unit, of) = Default::default();
        Self { now, began, came, unit, periods: 12, of }
    }
}

read_object! {
    CohortQuery, CohortQuery::default(),
    must {}
    may { "now": now, "began": began, "came": came, "unit": unit, "periods": periods, "of": of }
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CohortUnit {
    /// From Monday on (ISO 8601).
    Week,
    /// A month.
    #[default]
    Month,
    /// Three months, from January, April, July or October on.
    Quarter,
}

read_names! { CohortUnit, { "week": Week, "month": Month, "quarter": Quarter } }

impl CohortUnit {
    /// The number of the period that a day falls in.
    fn period(self, day: Date) -> i64 {
        let year = i64::from(day.year());
        match self {
            // Day 0 was a Thursday; three days earlier a week began.
            Self::Week => (day.days() + 3).div_euclid(7),
            Self::Month => year * 12 + i64::from(day.month()) - 1,
            Self::Quarter => year * 4 + i64::from(day.quarter()) - 1,
        }
    }

    /// Its first day.
    fn start(self, period: i64) -> Date {
        let months = match self {
            Self::Week => return Date::from_days(period.saturating_mul(7) - 3),
            Self::Month => period,
            Self::Quarter => period.saturating_mul(3),
        };
        Date::new(1, 1, 1).map_or(Date::MIN, |first| first.add_months(months - 12))
    }

    /// What it is called: `2026-W22`, `2026-05`, `2026-Q2`.
    fn name(self, period: i64) -> String {
        let start = self.start(period);
        match self {
            // The year of a week is that of its Thursday.
            Self::Week => {
                let thursday = start.add_days(3);
                let first = Date::new(thursday.year(), 1, 1).unwrap_or(thursday);
                let week = (thursday.days() - first.days()) / 7 + 1;
                let year = thursday.year().to_string();
                [year.as_str(), if week < 10 { "-W0" } else { "-W" }, &week.to_string()].concat()
            }
            Self::Month => start.to_string().get(..7).unwrap_or_default().to_owned(),
            Self::Quarter => [start.year().to_string().as_str(), "-Q", &start.quarter().to_string()].concat(),
        }
    }
}

/// How many of those who began at one time came back later.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cohorts {
    /// The period.
    pub unit: CohortUnit,
    /// The running period. What is counted in it is not complete: the last number of each row.
    pub running: String,
    /// The cohorts, the earliest first.
    pub rows: Vec<CohortView>,
    /// Over all cohorts, the share that came so many periods later; running periods left out. To four decimals.
    pub average: Vec<Option<f64>>,
}

/// Customers who began in the same period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CohortView {
    /// The period: `2026-W22`, `2026-05` or `2026-Q2`.
    pub period: String,
    /// Its first day.
    pub from: String,
    /// How many customers began in it.
    pub size: usize,
    /// How many of them came in that period, in the next one, and so on up to the running one.
    pub retained: Vec<usize>,
    /// Their shares, to four decimals; none where nobody began.
    pub rates: Vec<Option<f64>>,
}

/// Cohorts at most.
const MOST: usize = 520;

impl Engine {
    /// Cohort retention: customers by the period of the calendar in which they began, and how many of them came back in each
    /// one since.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`.
    pub fn cohorts(&mut self, query: &CohortQuery) -> Result<Cohorts> {
        self.idle()?;
        let now = self.now(&query.now)?;
        if !(1..=MOST).contains(&query.periods) {
            return Err(out_of_range("periods", "1–520"));
        }
        let compile = |of: &Option<EventFilter>, path: &str| {
            let (vocabulary, zone) = (self.automation.tagger.vocabulary(), self.context.utc_offset);
            let compiled = of.as_ref().map(|of| Events::compile(of, vocabulary, zone)).transpose();
            compiled.map_err(|e| e.under(path))
        };
        let began = compile(&query.began, "began")?;
        let came = compile(if query.came.is_some() { &query.came } else { &query.began }, "came")?;
        let only = self.only(&query.of, now)?;
        let mut customers: Vec<(i64, Vec<i64>)> = Vec::new();
        self.each_subject(now, &mut |anchor, subject| {
            if only.as_ref().is_some_and(|only| !only.contains(anchor)) {
                return;
            }
            let periods = |of: &Option<Events>| self.periods(of, subject, query.unit, now);
            if let Some(first) = periods(&began).into_iter().min() {
                customers.push((first, periods(&came)));
            }
        });
        Ok(self.cohort_view(query, &customers, now))
    }

    /// The periods in which a customer has such an event.
    fn periods(
        &self,
        of: &Option<Events>,
        subject: &dyn Subject,
        unit: CohortUnit,
        now: Timestamp,
    ) -> Vec<i64> {
        let zone = self.context.utc_offset;
        let period = |time: Timestamp| unit.period(time.date(zone));
        match of {
            Some(events) => events.of(subject, now).into_iter().map(|(_, time)| period(time)).collect(),
            None => {
                let kinds = self.automation.tagger.vocabulary().events();
                let times = kinds.flat_map(|kind| subject.times(kind));
                times.filter(|time| **time <= now).map(|time| period(*time)).collect()
            }
        }
    }

    fn cohort_view(&self, query: &CohortQuery, customers: &[(i64, Vec<i64>)], now: Timestamp) -> Cohorts {
        let (unit, running) = (query.unit, query.unit.period(now.date(self.context.utc_offset)));
        let all = cohorts(customers, running, query.periods);
        let longest = all.first().map_or(0, |cohort| cohort.retained.len()).saturating_sub(1);
        let average = (0..longest).map(|later| {
            let past = all.iter().filter(|cohort| cohort.retained.len() > later + 1);
            let sums = past.fold((0, 0), |(part, whole), cohort| {
                (part + cohort.retained.get(later).copied().unwrap_or_default(), whole + cohort.size)
            });
            rate(sums.0, sums.1)
        });
        let average = average.collect();
        let rows = all.into_iter().map(|cohort| CohortView {
            period: unit.name(cohort.period),
            from: unit.start(cohort.period).to_string(),
            size: cohort.size,
            rates: cohort.retained.iter().map(|count| rate(*count, cohort.size)).collect(),
            retained: cohort.retained,
        });
        Cohorts { unit, running: unit.name(running), rows: rows.collect(), average }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_bear_the_names_of_the_calendar() {
        // Weeks by the examples of ISO 8601: 2008-12-29 begins 2009-W01, 2010-01-03 ends 2009-W53.
        for (unit, day, name, from) in [
            (CohortUnit::Week, "2008-12-29", "2009-W01", "2008-12-29"),
            (CohortUnit::Week, "2010-01-03", "2009-W53", "2009-12-28"),
            (CohortUnit::Month, "2024-02-29", "2024-02", "2024-02-01"),
            (CohortUnit::Quarter, "2026-06-30", "2026-Q2", "2026-04-01"),
            (CohortUnit::Quarter, "2026-12-31", "2026-Q4", "2026-10-01"),
        ] {
            let period = unit.period(Date::parse(day).unwrap());
            assert_eq!(
                (unit.name(period), unit.start(period).to_string()),
                (name.into(), from.into()),
                "{day}"
            );
            let before = unit.period(unit.start(period).add_days(-1));
            assert_eq!(before, period - 1, "{day}");
        }
    }
}
