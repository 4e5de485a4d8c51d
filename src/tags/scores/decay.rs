//! Points that fade with the age of what they are for.

use crate::error::{Error, Result};
use crate::expr::{MS_PER_DAY, NEVER};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{DecayDef, DecayKind, Unit};

/// How points fade, in whole steps of time: between two steps they stay what they are.
#[derive(Clone, Copy, Debug)]
pub(in crate::tags) struct Decay {
    kind: DecayKind,
    /// Milliseconds of a step.
    step: i64,
    /// After how many steps half, or nothing, is left.
    over: i64,
}

/// A whole point, as shares of points are added up.
const ONE: i64 = 1 << 16;

/// Two to the power of minus a half, a quarter, an eighth and so on, in units of 2⁻³².
const ROOTS: [u64; 16] = [
    3_037_000_499,
    3_611_622_602,
    3_938_502_375,
    4_112_874_773,
    4_202_935_003,
    4_248_701_964,
    4_271_771_996,
    4_283_353_945,
    4_289_156_690,
    4_292_061_009,
    4_293_513_906,
    4_294_240_539,
    4_294_603_902,
    4_294_785_595,
    4_294_876_444,
    4_294_921_870,
];

/// Changes of shares that are looked at one by one for the one at which the rounded sum is another.
const STEPS: usize = 8;

/// What shares of points are together, rounded.
fn left(points: i64, shares: impl Iterator<Item = i64>) -> i64 {
    let sum = shares.fold(0_i64, i64::saturating_add).saturating_mul(points);
    sum.saturating_add(sum.signum().saturating_mul(ONE / 2)) / ONE
}

impl Decay {
    pub(in crate::tags) fn compile(decay: &DecayDef) -> Result<Self> {
        let (step, steps) = match decay.over.unit {
            Unit::Minute => (60_000, 1),
            Unit::Hour => (3_600_000, 1),
            Unit::Day => (MS_PER_DAY, 1),
            Unit::Week => (MS_PER_DAY, 7),
            // A half-life has one length.
            Unit::Month | Unit::Year => {
                return Err(
                    Error::new("condition/expected", "over.unit").with("expected", "minute, hour, day, week")
                );
            }
        };
        if decay.over.last == 0 || decay.over.calendar {
            let key = if decay.over.calendar { "over.calendar" } else { "over.last" };
            let wanted = if decay.over.calendar { "false" } else { "1–" };
            return Err(Error::new("condition/expected", key).with("expected", wanted));
        }
        Ok(Self { kind: decay.kind, step, over: i64::from(decay.over.last).saturating_mul(steps) })
    }

    /// What is left of points for something that happened at each of the times, rounded once, halves away from zero.
    pub(in crate::tags) fn left(self, points: i64, times: &[Timestamp], now: Timestamp) -> i64 {
        left(points, times.iter().map(|time| self.share(self.age(*time, now))))
    }

    /// When what is left is another than at `now`.
    pub(in crate::tags) fn change(self, points: i64, times: &[Timestamp], now: Timestamp) -> Timestamp {
        // The share of each, and when that is next another: only those are worked out anew that are.
        let mut shares: Vec<(i64, Timestamp)> = times.iter().map(|time| self.fading(*time, now)).collect();
        let together = |shares: &[(i64, Timestamp)]| left(points, shares.iter().map(|(share, _)| *share));
        let first = together(&shares);
        if first == 0 {
            // From here on it only becomes less.
            return NEVER;
        }
        let mut at = now;
        for _ in 0..STEPS {
            at = shares.iter().map(|(_, next)| *next).min().unwrap_or(NEVER);
            if at == NEVER {
                return at;
            }
            for (share, time) in shares.iter_mut().zip(times).filter(|((_, next), _)| *next == at) {
                *share = self.fading(*time, at);
            }
            if together(&shares) != first {
                return at;
            }
        }
        self.change_after(at, &|at| self.left(points, times, at) == first)
    }

    /// The first instant after `at` for which what is left no longer stands. What is left only becomes less, so that halving
    /// the time in question finds it.
    fn change_after(self, at: Timestamp, stands: &dyn Fn(Timestamp) -> bool) -> Timestamp {
        let (mut low, mut high) = (0, self.step);
        while stands(at.add_ms(high)) {
            if high == i64::MAX {
                return NEVER;
            }
            (low, high) = (high, high.saturating_mul(2));
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if stands(at.add_ms(middle)) { low = middle } else { high = middle }
        }
        at.add_ms(high)
    }

    fn age(self, time: Timestamp, now: Timestamp) -> i64 {
        now.0.saturating_sub(time.0).max(0) / self.step
    }

    /// The share of something that happened at `time`, and when it is next another.
    fn fading(self, time: Timestamp, now: Timestamp) -> (i64, Timestamp) {
        let age = self.age(time, now);
        let share = self.share(age);
        let next = || time.add_ms(age.saturating_add(1).saturating_mul(self.step));
        (share, if share == 0 { NEVER } else { next() })
    }

    /// The share that is left at an age, in units of 1/65536.
    fn share(self, age: i64) -> i64 {
        match self.kind {
            DecayKind::Linear => self.over.saturating_sub(age).max(0).saturating_mul(ONE) / self.over,
            DecayKind::HalfLife => {
                let (halvings, rest) = (age / self.over, age % self.over);
                let fraction = rest.saturating_mul(ONE) / self.over;
                let mut left = 1_u64 << 32;
                for (_, root) in
                    ROOTS.iter().enumerate().filter(|(place, _)| fraction >> (15 - place) & 1 == 1)
                {
                    left = (left * root) >> 32;
                }
                let shift = u32::try_from(halvings.saturating_add(16)).unwrap_or(u32::MAX);
                i64::try_from(left.checked_shr(shift).unwrap_or_default()).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ruleset::Period;

    fn decay(kind: DecayKind, last: u32, unit: Unit) -> Decay {
        Decay::compile(&DecayDef { kind, over: Period { last, unit, calendar: false } }).unwrap()
    }

    #[test]
    fn half_is_left_after_a_half_life() {
        let decay = decay(DecayKind::HalfLife, 30, Unit::Day);
        for age in 0..400_i64 {
            let exact = 65_536.0 * libm::exp2(-(age as f64) / 30.0);
            let share = decay.share(age) as f64;
            assert!((exact - share).abs() < 3.0, "{age}: {share} of {exact}");
            assert!(age == 0 || decay.share(age) <= decay.share(age - 1));
        }
        assert_eq!(
            (decay.share(0), decay.share(30), decay.share(60), decay.share(100_000)),
            (ONE, ONE / 2, ONE / 4, 0)
        );
    }

    #[test]
    fn nothing_is_left_when_the_time_is_over() {
        let decay = decay(DecayKind::Linear, 2, Unit::Week);
        assert_eq!((decay.share(0), decay.share(7), decay.share(14), decay.share(15)), (ONE, ONE / 2, 0, 0));
    }

    #[test]
    fn the_sum_is_rounded_once_and_stands_until_it_changes() {
        let decay = decay(DecayKind::HalfLife, 10, Unit::Day);
        let day = |n: i64| Timestamp(n * MS_PER_DAY);
        let times = [day(0), day(3), Timestamp(5 * MS_PER_DAY + 1)];
        for points in [-7, 1, 5, 100] {
            let mut now = day(6);
            for _ in 0..50 {
                let change = decay.change(points, &times, now);
                let left = decay.left(points, &times, now);
                let last = if change == NEVER { now.add_ms(MS_PER_DAY) } else { change.add_ms(-1) };
                let ms = [now.add_ms(1), last];
                assert!(
                    ms.into_iter().filter(|at| *at <= last).all(|at| decay.left(points, &times, at) == left)
                );
                if change == NEVER {
                    break;
                }
                assert_ne!(decay.left(points, &times, change), left, "{points} at {change:?}");
                now = change;
            }
        }
        // The change of many small shares lies many changes ahead; whenever it is asked for, it is the same.
        let slow = self::decay(DecayKind::HalfLife, 300, Unit::Day);
        let many: Vec<Timestamp> = (0..7).map(|n| day(0).add_ms(n * 7_919_333)).collect();
        let change = slow.change(1, &many, day(1));
        assert!(slow.left(1, &many, change) == 6 && slow.left(1, &many, change.add_ms(-1)) == 7);
        for days in [2, 9, 20] {
            assert_eq!(slow.change(1, &many, day(days)), change);
        }
        // Two halves are one; each alone would be rounded to one.
        assert_eq!(decay.left(1, &[day(0), day(0)], day(10)), 1);
        assert_eq!(decay.left(-1, &[day(0)], day(10)), -1, "halves away from zero");
    }
}
