//! Who changes when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::expr::NEVER;
use crate::normalize::civil::Timestamp;

/// An instant for each customer, and the earliest of them without a look at the others.
///
/// ```
/// use kehu::normalize::civil::Timestamp;
/// use kehu::tags::Agenda;
/// let mut agenda = Agenda::default();
/// agenda.set(7, Timestamp(200));
/// agenda.set(3, Timestamp(100));
/// assert_eq!(agenda.next(), Some(Timestamp(100)));
/// assert_eq!(agenda.take_due(Timestamp(150)), [3]);
/// assert_eq!(agenda.next(), Some(Timestamp(200)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// By customer; [`NEVER`] for one without an instant.
    at: Vec<Timestamp>,
    /// Every instant that was set, those that others took the place of among them; the first one always stands.
    queue: BinaryHeap<Reverse<(Timestamp, u32)>>,
    /// How many stand.
    standing: usize,
}

/// Entries beside those that stand, for which the queue is not yet made anew.
const SLACK: usize = 64;

impl Agenda {
    /// Sets the instant of a customer in place of an earlier one; [`NEVER`] takes it away.
    pub fn set(&mut self, customer: u32, at: Timestamp) {
        let place = customer as usize;
        if place >= self.at.len() {
            if at == NEVER {
                return;
            }
            self.at.resize(place.saturating_add(1), NEVER);
        }
        let Some(slot) = self.at.get_mut(place) else { return };
        let before = std::mem::replace(slot, at);
        if before == at {
            return;
        }
        self.standing = self.standing + usize::from(at != NEVER) - usize::from(before != NEVER);
        if at != NEVER {
            self.queue.push(Reverse((at, customer)));
        }
        self.tidy();
    }

    /// The instant of a customer.
    fn of(&self, customer: u32) -> Timestamp {
        self.at.get(customer as usize).copied().unwrap_or(NEVER)
    }

    /// Drops what no longer stands from the front, and all of it once it is most.
    fn tidy(&mut self) {
        while let Some(Reverse((at, customer))) = self.queue.peek() {
            if self.of(*customer) == *at {
                break;
            }
            self.queue.pop();
        }
        if self.queue.len() > 2 * self.standing + SLACK {
            let standing = self.at.iter().zip(0..).filter(|(at, _)| **at != NEVER);
            self.queue = standing.map(|(at, customer)| Reverse((*at, customer))).collect();
        }
    }

    /// The earliest instant.
    pub fn next(&self) -> Option<Timestamp> {
        self.queue.peek().map(|Reverse((at, _))| *at)
    }

    /// Takes out the customers whose instant has come.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<u32> {
        let mut due = Vec::new();
        while let Some(Reverse((at, customer))) = self.queue.peek().copied() {
            if at > now {
                break;
            }
            due.push(customer);
            self.set(customer, NEVER);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_tells_what_a_plain_map_tells(steps in prop::collection::vec((0_u32..9, 0_i64..50), 0..400)) {
            let (mut agenda, mut plain) = (Agenda::default(), BTreeMap::new());
            for (customer, at) in steps {
                if customer == 8 {
                    let mut due: Vec<u32> = plain.iter().filter(|(_, t)| **t <= at).map(|(c, _)| *c).collect();
                    plain.retain(|_, t| *t > at);
                    let mut taken = agenda.take_due(Timestamp(at));
                    taken.sort_unstable();
                    due.sort_unstable();
                    prop_assert_eq!(taken, due);
                } else if at == 0 {
                    plain.remove(&customer);
                    agenda.set(customer, NEVER);
                } else {
                    plain.insert(customer, at);
                    agenda.set(customer, Timestamp(at));
                }
                prop_assert_eq!(agenda.next().map(|t| t.0), plain.values().min().copied());
                prop_assert!(agenda.queue.len() <= 2 * plain.len() + SLACK + 1);
            }
        }
    }
}
