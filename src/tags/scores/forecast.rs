//! When a customer will probably buy next, by its own rhythm.

use super::foresight::Foresight;
use crate::expr::{Number, Subject};
use crate::normalize::civil::{Date, Timestamp};
use crate::predict::Cycle;
use crate::reason::Reason;

/// When a customer will probably buy next.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// What people call a purchase.
    pub label: String,
    /// The days on which it bought.
    pub purchases: usize,
    /// The last of them.
    pub last: Date,
    /// The usual time between purchases; `None` where there is too little to tell.
    pub cycle: Option<Cycle>,
    /// Whether that is the customer's own, not that of all.
    pub own: bool,
    /// Days since the last purchase.
    pub waited: i64,
}

impl Forecast {
    pub(in crate::tags) fn of(foresight: &Foresight, subject: &dyn Subject, now: Timestamp) -> Option<Self> {
        let mut days = foresight.purchases(subject, Timestamp(i64::MIN), now);
        days.dedup();
        let last = *days.last()?;
        let times: Vec<f64> = days.iter().map(|day| day.days() as f64).collect();
        let own = Cycle::of(&times);
        Some(Self {
            label: foresight.label.clone(),
            purchases: days.len(),
            last,
            cycle: own.or(foresight.cycle),
            own: own.is_some(),
            waited: now.date(foresight.zone).days() - last.days(),
        })
    }

    /// The day on which the next purchase is due, and the first and last day of the span in which it usually comes.
    pub fn next(&self) -> Option<[Date; 3]> {
        let Cycle { gap, low, high } = self.cycle?;
        Some([gap, low, high].map(|days| self.last.add_days(libm::round(days) as i64)))
    }

    /// In how many days it is due; or how much of the usual time has passed, in per cent.
    pub(in crate::tags) fn value(&self, in_days: bool) -> Option<f64> {
        let gap = self.cycle?.gap;
        Some(if in_days { libm::round(gap) - self.waited as f64 } else { 100.0 * self.waited as f64 / gap })
    }

    /// The forecast in words, or that there is too little to tell.
    pub fn reason(&self) -> Reason {
        let (Some(Cycle { gap, .. }), Some([next, from, until])) = (self.cycle, self.next()) else {
            let reason = Reason::new("forecast/too_little").with("event", &self.label);
            return reason.with("count", self.purchases);
        };
        let code = if self.own { "forecast/own" } else { "forecast/all" };
        let reason = Reason::new(code).with("event", &self.label).with("count", self.purchases);
        let reason =
            reason.with("days", Number::tenths(gap)).with("last", self.last).with("waited", self.waited);
        reason.with("next", next).with("from", from).with("until", until)
    }
}
