//! The events of one type, of all customers.

use crate::columns::{Bits, Row};
use crate::expr::{Number, PropertyId, Times};
use crate::normalize::civil::Timestamp;

/// When events of a type happened, customer by customer, earliest first, and their places among all events.
#[derive(Debug, Default)]
pub(super) struct Timelines {
    /// By customer, where its events begin; one more tells where the last one's end.
    starts: Vec<u32>,
    times: Vec<Timestamp>,
    places: Vec<u32>,
    numbers: Vec<(PropertyId, Numbers)>,
}

/// A property of events that is a number.
#[derive(Debug)]
pub(super) struct Numbers(Vec<i64>);

impl Numbers {
    /// Stands for none; no number that was read is as low.
    const NONE: i64 = i64::MIN;

    pub(super) fn of(numbers: impl Iterator<Item = Option<Number>>) -> Self {
        Self(numbers.map(|number| number.map_or(Self::NONE, Number::raw)).collect())
    }

    /// Those at some places.
    fn at(&self, places: &[u32]) -> Self {
        Self(places.iter().map(|place| self.0.get(*place as usize).copied().unwrap_or(Self::NONE)).collect())
    }

    fn get(&self, index: usize) -> Option<Number> {
        self.0.get(index).filter(|raw| **raw != Self::NONE).map(|raw| Number::from_raw(*raw))
    }
}

/// An event: whose it is, when it was, and its place among all.
pub(super) type Happened = (Row, Timestamp, u32);

impl Timelines {
    /// Of events in the order they came, of customers below `rows`.
    pub(super) fn of(events: &[Happened], rows: usize) -> Self {
        let mut starts = vec![0_u32; rows + 1];
        for (anchor, ..) in events {
            starts.get_mut(*anchor as usize + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for count in &mut starts {
            sum += *count;
            *count = sum;
        }
        let mut ends = starts.clone();
        let (mut times, mut places) = (vec![Timestamp(0); events.len()], vec![0; events.len()]);
        for (anchor, time, place) in events {
            let Some(end) = ends.get_mut(*anchor as usize) else { continue };
            let at = *end as usize;
            if let (Some(own_time), Some(own_place)) = (times.get_mut(at), places.get_mut(at)) {
                (*own_time, *own_place) = (*time, *place);
            }
            *end += 1;
        }
        let mut timelines = Self { starts, times, places, numbers: Vec::new() };
        timelines.put_in_order(&ends);
        timelines
    }

    /// Puts the events of each customer in the order of time, in which they mostly come.
    fn put_in_order(&mut self, ends: &[u32]) {
        let mut sorted: Vec<(Timestamp, u32)> = Vec::new();
        for (start, end) in self.starts.iter().zip(ends) {
            let own = *start as usize..*end as usize;
            let times = self.times.get_mut(own.clone()).unwrap_or_default();
            if times.is_sorted() {
                continue;
            }
            let places = self.places.get_mut(own).unwrap_or_default();
            sorted.clear();
            sorted.extend(times.iter().copied().zip(places.iter().copied()));
            sorted.sort_unstable();
            for ((time, place), one) in times.iter_mut().zip(places).zip(&sorted) {
                (*time, *place) = *one;
            }
        }
    }

    /// Whether the numbers of a property are laid out.
    pub(super) fn has_numbers(&self, property: PropertyId) -> bool {
        self.numbers.iter().any(|(of, _)| *of == property)
    }

    /// Lays out the numbers of a property, given for all events in the order they came.
    pub(super) fn add_numbers(&mut self, property: PropertyId, all: &Numbers) {
        self.numbers.push((property, all.at(&self.places)));
    }

    /// When the events were, of all customers but some.
    pub(super) fn times<'a>(&'a self, except: &'a Bits) -> Times<'a> {
        Times { starts: &self.starts, all: &self.times, except }
    }

    fn start(&self, anchor: usize) -> usize {
        self.starts.get(anchor).map_or(0, |start| *start as usize)
    }

    /// When the events of a customer happened, and their places.
    pub(super) fn of_customer(&self, anchor: Row) -> (&[Timestamp], &[u32]) {
        let own = self.start(anchor as usize)..self.start(anchor as usize + 1);
        (self.times.get(own.clone()).unwrap_or_default(), self.places.get(own).unwrap_or_default())
    }

    /// A property of one of the events of a customer; the outer `None` where its numbers are not laid out.
    pub(super) fn number(&self, anchor: Row, index: usize, property: PropertyId) -> Option<Option<Number>> {
        let (_, numbers) = self.numbers.iter().find(|(of, _)| *of == property)?;
        Some(numbers.get(self.start(anchor as usize) + index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_customer_has_its_events_in_order(events in prop::collection::vec((0_u32..5, 0_i64..9), 0..40)) {
            let all: Vec<Happened> =
                events.iter().zip(0..).map(|((row, time), place)| (*row, Timestamp(*time), place)).collect();
            let timelines = Timelines::of(&all, 5);
            for row in 0..6 {
                let mut expected: Vec<_> =
                    all.iter().filter(|one| one.0 == row).map(|(_, time, place)| (*time, *place)).collect();
                expected.sort_unstable();
                let (times, places) = timelines.of_customer(row);
                let told: Vec<_> = times.iter().copied().zip(places.iter().copied()).collect();
                prop_assert_eq!(told, expected);
            }
        }
    }
}
