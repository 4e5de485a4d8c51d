//! The measures of all customers, kept in order, so that a change of few needs no look at the others.

use std::collections::BTreeSet;

use super::bought::Raw;
use super::ranking::{CHUNK, NOBODY, Ranking};
use super::score::{Population, Scales};
use crate::expr::{NEVER, Subject};
use crate::normalize::civil::Timestamp;
use crate::tags::portrait::Agenda;
use crate::tags::tagger::{ScoreKind, Tagger};

/// What one customer adds to the measure of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Score by score.
    pub(in crate::tags) raws: Vec<Option<Raw>>,
    /// They stand until just before this instant.
    pub(in crate::tags) until: Timestamp,
}

/// The measures of all customers, and the [`Population`] that follows from them.
#[derive(Clone, Debug, Default)]
pub struct Census {
    scores: Vec<Measured>,
    until: Agenda,
    population: Population,
    /// Whether the population is that of the measures.
    settled: bool,
}

/// Three measures side by side, by customer. Where the first is [`NOBODY`], the customer has none.
type Columns = [Vec<i64>; 3];

/// The measures of all customers under one score.
#[derive(Clone, Debug, Default)]
pub(in crate::tags) struct Measured {
    raws: Columns,
    orders: [Ranking; 3],
}

impl Measured {
    fn of(raws: Columns) -> Self {
        let [last, ..] = &raws;
        Self { orders: raws.each_ref().map(|values| Ranking::of((last, values))), raws }
    }

    /// Puts a measure in place of an earlier one; tells whether that changed anything.
    pub(in crate::tags) fn put(&mut self, customer: u32, raw: Option<Raw>) -> bool {
        let before = replace(&mut self.raws, customer, raw);
        if before == raw {
            return false;
        }
        for (values, order) in [(before, false), (raw, true)] {
            for (ranking, value) in self.orders.iter_mut().zip(values.into_iter().flatten()) {
                if order { ranking.insert(value, customer) } else { ranking.remove(value, customer) }
            }
        }
        true
    }

    pub(in crate::tags) fn orders(&mut self) -> &mut [Ranking; 3] {
        &mut self.orders
    }

    /// Adds those who rank differently than they did.
    fn moved(&self, before: &Scales, now: &Scales, moved: &mut BTreeSet<u32>) {
        for (position, ranking) in self.orders.iter().enumerate() {
            for (low, high) in now.stirred(before, position) {
                moved.extend(ranking.between(low, high));
            }
        }
    }
}

/// Shows the measures of those who have one, customers from `first` on.
#[inline(never)]
fn show(first: u32, [last, count, worth]: [&[i64]; 3], visit: &mut dyn FnMut(u32, &Raw)) {
    for (((last, count), worth), customer) in last.iter().zip(count).zip(worth).zip(first..) {
        if *last != NOBODY {
            visit(customer, &[*last, *count, *worth]);
        }
    }
}

/// Puts the measures of a customer in place of earlier ones, which it returns.
fn replace(raws: &mut Columns, customer: u32, raw: Option<Raw>) -> Option<Raw> {
    let place = customer as usize;
    let mut before = raw.unwrap_or([NOBODY; 3]);
    for (column, slot) in raws.iter_mut().zip(&mut before) {
        if column.len() <= place {
            raw?;
            column.resize(place.saturating_add(1), NOBODY);
        }
        std::mem::swap(column.get_mut(place)?, slot);
    }
    let [last, ..] = before;
    (last != NOBODY).then_some(before)
}

impl Census {
    /// The measures of many customers, of whom there may be so many, taken at once; `visit` tells those of each.
    pub fn of(customers: usize, visit: impl FnOnce(&mut dyn FnMut(u32, &Measures))) -> Self {
        let (mut raws, mut until) = (Vec::<Columns>::new(), Agenda::default());
        let column = |_| vec![NOBODY; customers];
        visit(&mut |customer, measures| {
            until.set(customer, measures.until);
            if raws.len() < measures.raws.len() {
                raws.resize_with(measures.raws.len(), || [0; 3].map(column));
            }
            for (all, raw) in raws.iter_mut().zip(&measures.raws) {
                replace(all, customer, *raw);
            }
        });
        let scores = raws.into_iter().map(Measured::of).collect();
        Self { scores, until, ..Self::default() }
    }

    /// Whether nobody was measured yet.
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// The measure of all customers, as it was [settled](Self::settle) last.
    pub fn population(&self) -> &Population {
        &self.population
    }

    /// Shows the measures of a score, customer by customer.
    pub(in crate::tags) fn each(&self, score: usize, visit: &mut dyn FnMut(u32, &Raw)) {
        let Some(Measured { raws: [last, count, worth], .. }) = self.scores.get(score) else { return };
        let parts = last.chunks(CHUNK).zip(count.chunks(CHUNK)).zip(worth.chunks(CHUNK));
        for (((last, count), worth), first) in parts.zip((0..).step_by(CHUNK)) {
            show(first, [last, count, worth], visit);
        }
    }

    /// When ranks may change by time alone.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        self.until.next()
    }

    /// The customers whose measures no longer stand at `now`; each is told once.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<u32> {
        self.until.take_due(now)
    }

    /// Notes the measures of a customer in place of earlier ones.
    pub fn set(&mut self, customer: u32, measures: &Measures) {
        self.until.set(customer, measures.until);
        if self.scores.len() < measures.raws.len() {
            self.scores.resize(measures.raws.len(), Measured::default());
        }
        for (measured, raw) in self.scores.iter_mut().zip(&measures.raws) {
            self.settled &= !measured.put(customer, *raw);
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        self.until.set(customer, NEVER);
        for measured in &mut self.scores {
            self.settled &= !measured.put(customer, None);
        }
    }

    /// Takes the measure of all customers anew. Returns those who rank differently than when that was done last; the first
    /// time nobody ranked before.
    pub fn settle(&mut self, tagger: &Tagger) -> BTreeSet<u32> {
        let mut moved = BTreeSet::new();
        if std::mem::replace(&mut self.settled, true) {
            return moved;
        }
        let population = tagger.population_of(&mut self.scores);
        for (score, measured) in self.scores.iter().enumerate() {
            if let (Some(before), Some(now)) = (self.population.scales(score), population.scales(score)) {
                measured.moved(before, now, &mut moved);
            }
        }
        self.population = population;
        moved
    }
}

impl Tagger {
    /// What a customer adds to the measure of all.
    pub fn measures(&self, subject: &dyn Subject, now: Timestamp) -> Measures {
        let raw = |score: &ScoreKind| match score {
            ScoreKind::Rfm(rfm) => rfm.raw(subject, now),
            _ => (None, NEVER),
        };
        let (raws, until): (Vec<_>, Vec<_>) = self.scores.iter().map(raw).unzip();
        Measures { raws, until: until.into_iter().min().unwrap_or(NEVER) }
    }

    /// The population whose measures these are, score by score.
    pub(in crate::tags) fn population_of(&self, measured: &mut [Measured]) -> Population {
        let mut nobody = Measured::default();
        let scales = |(place, score): (usize, &ScoreKind)| match score {
            ScoreKind::Rfm(rfm) => Some(rfm.scales(measured.get_mut(place).unwrap_or(&mut nobody).orders())),
            _ => None,
        };
        Population { scores: self.scores.iter().enumerate().map(scales).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Measured {
        /// The customers who have a measure, rising.
        fn each(&self) -> Vec<(u32, Raw)> {
            let [last, count, worth] = &self.raws;
            let mut all = Vec::new();
            show(0, [last, count, worth], &mut |customer, raw| all.push((customer, *raw)));
            all
        }
    }

    /// The scales of values that are all looked at and sorted.
    fn plain(measured: &Measured, bins: u8) -> Scales {
        let mut twin = Measured::default();
        measured.each().into_iter().for_each(|(customer, raw)| _ = twin.put(customer, Some(raw)));
        Scales::of(twin.orders(), bins)
    }

    fn changes() -> impl Strategy<Value = Vec<(u32, Option<Raw>)>> {
        let raw = [0_i64..30, 0_i64..4, -3_i64..3].prop_map(|raw| raw);
        prop::collection::vec((0_u32..40, prop::option::weighted(0.8, raw)), 1..120)
    }

    proptest! {
        #[test]
        fn those_who_move_are_those_who_stand_otherwise(changes in changes(), bins in 2_u8..6) {
            let mut measured = Measured::default();
            let mut before = Scales::of(measured.orders(), bins);
            for (customer, raw) in changes {
                measured.put(customer, raw);
                let now = Scales::of(measured.orders(), bins);
                prop_assert_eq!(&now, &plain(&measured, bins));
                let mut moved = BTreeSet::new();
                measured.moved(&before, &now, &mut moved);
                let differs = |raw: &Raw| before.standing(raw) != now.standing(raw);
                let expected: BTreeSet<u32> =
                    measured.each().iter().filter(|(_, raw)| differs(raw)).map(|(one, _)| *one).collect();
                prop_assert_eq!(moved, expected);
                before = now;
            }
        }
    }
}
