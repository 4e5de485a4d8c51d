//! Values in order, kept so while they come and go.

/// The values of customers in rising order, in chunks, so that none comes or goes at the cost of moving all.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    /// None is empty.
    chunks: Vec<Vec<Entry>>,
    len: usize,
    sum: i128,
}

/// A value, and whose it is.
pub(super) type Entry = (i64, u32);

/// Entries of a chunk at most; from there on it becomes two. So many are sorted at a time, too: browsers make those functions
/// quick that are called often, not those that run long.
pub(super) const CHUNK: usize = 512;

/// Bits of a digit, and how many values that has.
const DIGIT: u32 = 11;
const DIGITS: usize = 1 << DIGIT;

/// Sorts by value, digit by digit from the lowest one up; of equal values the order stays. No comparison tells as little of
/// a million values as this needs.
fn by_value(mut entries: Vec<Entry>, (low, high): (i64, i64)) -> Vec<Entry> {
    let width = u64::BITS - high.abs_diff(low).leading_zeros();
    let mut sorted = vec![(0, 0); entries.len()];
    for shift in (0..width).step_by(DIGIT as usize) {
        let mut places = Places { low, shift, next: vec![0; DIGITS] };
        entries.chunks(CHUNK).for_each(|some| places.count(some));
        let mut next = 0;
        places.next.iter_mut().for_each(|place| next += std::mem::replace(place, next));
        entries.chunks(CHUNK).for_each(|some| places.put(some, &mut sorted));
        std::mem::swap(&mut entries, &mut sorted);
    }
    entries
}

/// The least value, the largest one, and the sum.
#[inline(never)]
fn gauge(entries: &[Entry]) -> (i64, i64, i128) {
    let values = || entries.iter().map(|(value, _)| *value);
    let bound = |bound: Option<i64>| bound.unwrap_or_default();
    (bound(values().min()), bound(values().max()), values().map(i128::from).sum())
}

/// Where values with each digit come next.
struct Places {
    low: i64,
    shift: u32,
    next: Vec<usize>,
}

impl Places {
    #[inline]
    fn of(&mut self, value: i64) -> Option<&mut usize> {
        self.next.get_mut((value.abs_diff(self.low) >> self.shift) as usize % DIGITS)
    }

    #[inline(never)]
    fn count(&mut self, entries: &[Entry]) {
        entries.iter().for_each(|(value, _)| self.of(*value).into_iter().for_each(|count| *count += 1));
    }

    #[inline(never)]
    fn put(&mut self, entries: &[Entry], sorted: &mut [Entry]) {
        for entry in entries {
            let Some(place) = self.of(entry.0) else { continue };
            let at = std::mem::replace(place, *place + 1);
            sorted.get_mut(at).into_iter().for_each(|slot| *slot = *entry);
        }
    }
}

impl Ranking {
    /// The ranking of the values of customers who come in rising order.
    pub(super) fn of(entries: Vec<Entry>) -> Self {
        let gauges = entries.chunks(CHUNK).map(gauge);
        let (low, high, sum) = gauges.fold((i64::MAX, i64::MIN, 0), |(low, high, sum), own| {
            (low.min(own.0), high.max(own.1), sum + own.2)
        });
        let entries = by_value(entries, (low, high));
        Self { len: entries.len(), sum, chunks: entries.chunks(CHUNK / 2).map(<[_]>::to_vec).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// All values together.
    pub(super) fn sum(&self) -> i128 {
        self.sum
    }

    pub(super) fn insert(&mut self, value: i64, customer: u32) {
        let entry = (value, customer);
        let place = self.chunk_of(entry).min(self.chunks.len().saturating_sub(1));
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        let Some(chunk) = self.chunks.get_mut(place) else { return };
        let Err(within) = chunk.binary_search(&entry) else { return };
        chunk.insert(within, entry);
        self.len += 1;
        self.sum += i128::from(value);
        if chunk.len() > CHUNK {
            let upper = chunk.split_off(CHUNK / 2);
            self.chunks.insert(place + 1, upper);
        }
    }

    pub(super) fn remove(&mut self, value: i64, customer: u32) {
        let entry = (value, customer);
        let place = self.chunk_of(entry);
        let Some(chunk) = self.chunks.get_mut(place) else { return };
        let Ok(within) = chunk.binary_search(&entry) else { return };
        chunk.remove(within);
        self.len -= 1;
        self.sum -= i128::from(value);
        if chunk.is_empty() {
            self.chunks.remove(place);
        }
    }

    /// The first chunk whose last entry is not below the given one.
    fn chunk_of(&self, entry: Entry) -> usize {
        self.chunks.partition_point(|chunk| chunk.last().is_some_and(|last| *last < entry))
    }

    /// The value at a place in the order.
    pub(super) fn nth(&self, mut place: usize) -> Option<i64> {
        for chunk in &self.chunks {
            match chunk.get(place) {
                Some((value, _)) => return Some(*value),
                None => place -= chunk.len(),
            }
        }
        None
    }

    /// How many values are below the given one.
    pub(super) fn below(&self, value: i64) -> usize {
        let place = self.chunk_of((value, 0));
        let (before, rest) = self.chunks.split_at(place);
        let within = rest.first().map_or(0, |chunk| chunk.partition_point(|entry| entry.0 < value));
        before.iter().map(Vec::len).sum::<usize>() + within
    }

    /// The customers with values from `low` to `high`.
    pub(super) fn between(&self, low: i64, high: i64) -> impl Iterator<Item = u32> + '_ {
        let chunks = self.chunks.iter().skip(self.chunk_of((low, 0)));
        let from_low = chunks.flatten().skip_while(move |(value, _)| *value < low);
        from_low.take_while(move |(value, _)| *value <= high).map(|(_, customer)| *customer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn it_orders_as_a_set_does_over_many_chunks() {
        let (mut ranking, mut plain) = (Ranking::default(), BTreeSet::new());
        let mut state = 1_u64;
        for step in 0..20_000_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (value, customer) = ((state >> 40) as i64 % 3_000, (state >> 20) as u32 % 8);
            if step % 3 == 2 {
                ranking.remove(value, customer);
                plain.remove(&(value, customer));
            } else {
                ranking.insert(value, customer);
                plain.insert((value, customer));
            }
        }
        assert_eq!(ranking.len(), plain.len());
        assert!(ranking.chunks.len() > 10 && ranking.chunks.iter().all(|chunk| !chunk.is_empty()));
        let values: Vec<i64> = plain.iter().map(|(value, _)| *value).collect();
        for place in (0..values.len() + 1).step_by(97) {
            assert_eq!(ranking.nth(place), values.get(place).copied());
        }
        for low in (-10..3_010).step_by(301) {
            assert_eq!(ranking.below(low), values.iter().filter(|value| **value < low).count());
            let expected: Vec<u32> =
                plain.iter().filter(|(v, _)| (low..=low + 50).contains(v)).map(|(_, c)| *c).collect();
            assert_eq!(ranking.between(low, low + 50).collect::<Vec<_>>(), expected);
        }
    }

    proptest! {
        #[test]
        fn many_values_at_once_are_in_the_order_of_those_that_come_one_by_one(
            values in prop::collection::vec(prop_oneof![any::<i64>(), -3_i64..3, 0_i64..1_000_000_000], 0..60),
        ) {
            let entries: Vec<Entry> = values.into_iter().zip(0..).collect();
            let mut expected = entries.clone();
            expected.sort_unstable();
            prop_assert_eq!(Ranking::of(entries).chunks.concat(), expected);
        }

        #[test]
        fn few_values_come_and_go(steps in prop::collection::vec((any::<bool>(), 0_i64..4, 0_u32..3), 0..60)) {
            let (mut ranking, mut plain) = (Ranking::default(), BTreeSet::new());
            for (comes, value, customer) in steps {
                if comes {
                    ranking.insert(value, customer);
                    plain.insert((value, customer));
                } else {
                    ranking.remove(value, customer);
                    plain.remove(&(value, customer));
                }
                let all: Vec<u32> = ranking.between(i64::MIN, i64::MAX).collect();
                prop_assert_eq!(all, plain.iter().map(|(_, customer)| *customer).collect::<Vec<_>>());
            }
        }
    }
}
