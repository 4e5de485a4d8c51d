//! What a customer bought, in the three measures of RFM.

use crate::expr::{NEVER, Number};
use crate::normalize::civil::Timestamp;

/// The three measures of a customer who bought: the last time, how often, for how much.
pub(in crate::tags) type Raw = [i64; 3];

/// What a customer bought, taken in event by event in whatever order.
///
/// There is one for each row, and they are reached in the order of events, so every cache line counts: two of them fill one.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(in crate::tags) struct Bought {
    /// The last time; before all times where there was none.
    last: Timestamp,
    /// They stand until then.
    until: Timestamp,
    /// What the events that count were worth, in 96 bits, which hold more of the largest numbers than there can be events.
    worth_low: u64,
    worth_high: i32,
    /// How many events count.
    count: u32,
}

impl Bought {
    pub(in crate::tags) const NOTHING: Self =
        Self { last: Timestamp(i64::MIN), until: NEVER, worth_low: 0, worth_high: 0, count: 0 };

    /// Takes note of an event at a time.
    #[inline]
    pub(in crate::tags) fn see(&mut self, time: Timestamp) {
        self.last = self.last.max(time);
    }

    /// What was counted stands no longer than that.
    #[inline]
    pub(in crate::tags) fn stand_until(&mut self, until: Timestamp) {
        self.until = self.until.min(until);
    }

    /// Whether an event that counts until then at least leaves untouched how long it all stands.
    #[inline]
    pub(in crate::tags) fn ends_by(&self, until: Timestamp) -> bool {
        self.until <= until
    }

    /// How many events count so far.
    #[inline]
    pub(in crate::tags) fn counted(&self) -> u32 {
        self.count
    }

    /// Counts an event that was worth so much.
    #[inline]
    pub(in crate::tags) fn count(&mut self, worth: Number) {
        let raw = worth.raw();
        self.add(raw as u64, (raw >> 63) as i32, 1);
    }

    /// Takes in what was bought besides.
    pub(in crate::tags) fn join(&mut self, other: &Self) {
        self.see(other.last);
        self.stand_until(other.until);
        self.add(other.worth_low, other.worth_high, other.count);
    }

    #[inline]
    fn add(&mut self, low: u64, high: i32, count: u32) {
        let (low, carries) = self.worth_low.overflowing_add(low);
        self.worth_low = low;
        self.worth_high = self.worth_high.wrapping_add(high).wrapping_add(i32::from(carries));
        self.count = self.count.saturating_add(count);
    }

    /// The three measures, and until when they stand; `None` where nothing was bought.
    pub(in crate::tags) fn raw(&self) -> (Option<Raw>, Timestamp) {
        let frequency = Number::whole(i64::from(self.count)).map_or(0, Number::raw);
        let worth = i128::from(self.worth_high) << 64 | i128::from(self.worth_low);
        let raw = [self.last.0, frequency, Number::total(worth).raw()];
        ((self.last != Self::NOTHING.last).then_some(raw), self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn worth_adds_up_as_a_wide_number_does(
            worths in prop::collection::vec(prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), -9_i64..9], 1..40),
            at in 0_usize..40,
        ) {
            let mut bought = Bought::NOTHING;
            bought.see(Timestamp(5));
            worths.iter().skip(at).for_each(|worth| bought.count(Number::from_raw(*worth)));
            let mut others = Bought::NOTHING;
            worths.iter().take(at).for_each(|worth| others.count(Number::from_raw(*worth)));
            bought.join(&others);
            let sum: i128 = worths.iter().map(|worth| i128::from(*worth)).sum();
            let expected = [5, worths.len() as i64 * Number::SCALE, Number::ratio(sum, 1).raw()];
            prop_assert_eq!(bought.raw(), (Some(expected), NEVER));
        }
    }
}
