//! Values in order, kept so while they come and go.

/// The values of customers in rising order, in chunks, so that none comes or goes at the cost of moving all.
#[derive(Clone, Debug, Default)]
pub(in crate::tags) struct Ranking {
    /// None is empty.
    chunks: Vec<Chunk>,
    len: usize,
    sum: i128,
}

/// A value, and whose it is.
type Entry = (i64, u32);

/// Values by customer, beside what says whether the customer has one: anything but [`NOBODY`].
pub(in crate::tags) type Column<'a> = (&'a [i64], &'a [i64]);

/// Stands for a customer without a value.
pub(in crate::tags) const NOBODY: i64 = i64::MIN;

/// Entries of a chunk at most; from there on it becomes two. So many are looked at in one call, too: browsers make those
/// functions quick that are called often, not those that run long.
pub(in crate::tags) const CHUNK: usize = 512;
/// Entries that a chunk begins with.
const HALF: usize = CHUNK / 2;

/// Entries that lie together in the order.
#[derive(Clone, Debug)]
struct Chunk {
    /// In any order until somebody asks: of most chunks nobody ever does.
    entries: Vec<Entry>,
    is_ordered: bool,
    /// None is above it, and all of the next chunk are.
    last: Entry,
}

impl Chunk {
    fn with_room(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), is_ordered: false, last: (i64::MIN, 0) }
    }

    /// A chunk of entries that are in order.
    fn of(entries: Vec<Entry>) -> Self {
        let last = entries.last().copied().unwrap_or((i64::MIN, 0));
        Self { entries, is_ordered: true, last }
    }

    #[inline]
    fn push(&mut self, entry: Entry) {
        self.last = self.last.max(entry);
        self.entries.push(entry);
    }

    fn ordered(&mut self) -> &mut Vec<Entry> {
        if !std::mem::replace(&mut self.is_ordered, true) {
            self.entries.sort_unstable();
        }
        &mut self.entries
    }

    /// The chunks that it becomes, none too large.
    fn split(mut self) -> Vec<Self> {
        if self.entries.len() <= CHUNK {
            return vec![self];
        }
        self.ordered().chunks(HALF).map(|part| Self::of(part.to_vec())).collect()
    }
}

/// Bits that tell the bucket of a number.
const DIGIT: u32 = 11;

/// The bucket of a number. Small ones have one each, larger ones share theirs with those that have the same first bits, as in
/// log-linear histograms (HdrHistogram): however unevenly values lie, few share a bucket, unless they are the same.
#[inline]
fn bucket(number: u64) -> usize {
    let shift = (u64::BITS - number.leading_zeros()).saturating_sub(DIGIT + 1);
    ((shift as usize) << DIGIT) + (number >> shift) as usize
}

/// Entries on their way into chunks.
struct Spread {
    /// The least value.
    low: i64,
    /// How many entries each bucket has.
    counts: Vec<usize>,
    /// The chunk of each bucket.
    places: Vec<usize>,
    chunks: Vec<Chunk>,
}

impl Spread {
    fn new(low: i64, high: i64) -> Self {
        let counts = vec![0; bucket(high.abs_diff(low)).saturating_add(1)];
        Self { low, counts, places: Vec::new(), chunks: Vec::new() }
    }

    #[inline(never)]
    fn count(&mut self, part: Part<'_>) {
        for (value, _) in entries(part) {
            self.counts.get_mut(bucket(value.abs_diff(self.low))).into_iter().for_each(|count| *count += 1);
        }
    }

    /// Gives buckets that lie together a chunk, so that none is small.
    fn make_room(&mut self) {
        let mut sizes: Vec<usize> = Vec::new();
        for count in &self.counts {
            match sizes.last_mut().filter(|size| **size + count <= HALF) {
                Some(size) => *size += count,
                None => sizes.push(*count),
            }
            self.places.push(sizes.len() - 1);
        }
        self.chunks = sizes.into_iter().map(Chunk::with_room).collect();
    }

    #[inline(never)]
    fn put(&mut self, part: Part<'_>) {
        for entry in entries(part) {
            let place = self.places.get(bucket(entry.0.abs_diff(self.low))).copied().unwrap_or_default();
            self.chunks.get_mut(place).into_iter().for_each(|chunk| chunk.push(entry));
        }
    }
}

/// Customers from the first one on.
type Part<'a> = (u32, Column<'a>);

/// Few customers at a time.
fn parts((there, values): Column<'_>) -> impl Iterator<Item = Part<'_>> {
    (0..).step_by(CHUNK).zip(there.chunks(CHUNK).zip(values.chunks(CHUNK)))
}

#[inline]
fn entries((first, (there, values)): Part<'_>) -> impl Iterator<Item = Entry> {
    let all = there.iter().zip(values).zip(first..);
    all.filter(|((there, _), _)| **there != NOBODY).map(|((_, value), customer)| (*value, customer))
}

/// How many values there are, the least one, the largest one, and the sum.
type Gauge = (usize, i64, i64, i128);

fn together(a: Gauge, b: Gauge) -> Gauge {
    (a.0 + b.0, a.1.min(b.1), a.2.max(b.2), a.3 + b.3)
}

#[inline(never)]
fn gauge(part: Part<'_>) -> Option<Gauge> {
    entries(part).map(|(value, _)| (1, value, value, i128::from(value))).reduce(together)
}

impl Ranking {
    /// The ranking of these values. They are told apart by their first bits alone; what lies together is put in order where
    /// that is asked for.
    pub(in crate::tags) fn of(column: Column<'_>) -> Self {
        let Some((len, low, high, sum)) = parts(column).filter_map(gauge).reduce(together) else {
            return Self::default();
        };
        let mut spread = Spread::new(low, high);
        parts(column).for_each(|some| spread.count(some));
        spread.make_room();
        parts(column).for_each(|some| spread.put(some));
        let filled = spread.chunks.into_iter().filter(|chunk| !chunk.entries.is_empty());
        Self { len, sum, chunks: filled.flat_map(Chunk::split).collect() }
    }

    pub(in crate::tags) fn len(&self) -> usize {
        self.len
    }

    /// All values together.
    pub(in crate::tags) fn sum(&self) -> i128 {
        self.sum
    }

    pub(in crate::tags) fn insert(&mut self, value: i64, customer: u32) {
        let entry = (value, customer);
        let place = self.chunk_of(entry).min(self.chunks.len().saturating_sub(1));
        if self.chunks.is_empty() {
            self.chunks.push(Chunk::of(Vec::new()));
        }
        let Some(chunk) = self.chunks.get_mut(place) else { return };
        let Err(within) = chunk.ordered().binary_search(&entry) else { return };
        chunk.entries.insert(within, entry);
        chunk.last = chunk.last.max(entry);
        self.len += 1;
        self.sum += i128::from(value);
        if chunk.entries.len() > CHUNK {
            let upper = Chunk { last: chunk.last, ..Chunk::of(chunk.entries.split_off(HALF)) };
            *chunk = Chunk::of(std::mem::take(&mut chunk.entries));
            self.chunks.insert(place + 1, upper);
        }
    }

    pub(in crate::tags) fn remove(&mut self, value: i64, customer: u32) {
        let entry = (value, customer);
        let place = self.chunk_of(entry);
        let Some(chunk) = self.chunks.get_mut(place) else { return };
        let Ok(within) = chunk.ordered().binary_search(&entry) else { return };
        chunk.entries.remove(within);
        self.len -= 1;
        self.sum -= i128::from(value);
        if chunk.entries.is_empty() {
            self.chunks.remove(place);
        }
    }

    /// The first chunk whose last entry is not below the given one.
    fn chunk_of(&self, entry: Entry) -> usize {
        self.chunks.partition_point(|chunk| chunk.last < entry)
    }

    /// The value at a place in the order.
    pub(in crate::tags) fn nth(&mut self, mut place: usize) -> Option<i64> {
        for chunk in &mut self.chunks {
            if let Some(rest) = place.checked_sub(chunk.entries.len()) {
                place = rest;
            } else {
                return chunk.ordered().get(place).map(|(value, _)| *value);
            }
        }
        None
    }

    /// How many values are below the given one.
    pub(in crate::tags) fn below(&mut self, value: i64) -> usize {
        let place = self.chunk_of((value, 0));
        let (before, rest) = self.chunks.split_at_mut(place);
        let within =
            rest.first_mut().map_or(0, |chunk| chunk.ordered().partition_point(|entry| entry.0 < value));
        before.iter().map(|chunk| chunk.entries.len()).sum::<usize>() + within
    }

    /// The customers with values from `low` to `high`, in any order.
    pub(in crate::tags) fn between(&self, low: i64, high: i64) -> impl Iterator<Item = u32> + '_ {
        let (first, last) = (self.chunk_of((low, 0)), self.chunk_of((high, u32::MAX)));
        let chunks = self.chunks.iter().skip(first).take((last + 1).saturating_sub(first));
        let entries = chunks.flat_map(|chunk| &chunk.entries);
        entries.filter(move |(value, _)| (low..=high).contains(value)).map(|(_, customer)| *customer)
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
        assert!(ranking.chunks.len() > 10 && ranking.chunks.iter().all(|chunk| !chunk.entries.is_empty()));
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
            values in prop::collection::vec(
                prop_oneof![any::<i64>(), -3_i64..3, 0_i64..1_000_000_000, Just(7)], 0..3_000,
            ),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(-9_i64..9)), 0..40),
        ) {
            let there: Vec<i64> = (0..values.len() as i64).map(|place| if place % 5 == 4 { NOBODY } else { 0 }).collect();
            let mut ranking = Ranking::of((&there, &values));
            let mut entries: Vec<Entry> = values.into_iter().zip(0..).collect();
            entries.retain(|(_, customer)| customer % 5 != 4);
            let bounds = |chunk: &Chunk| (chunk.entries.iter().min().copied(), chunk.last);
            let bounds: Vec<_> = ranking.chunks.iter().map(bounds).collect();
            prop_assert!(bounds.windows(2).all(|pair| Some(pair[0].1) < pair[1].0));
            prop_assert!(ranking.chunks.iter().all(|chunk| (1..=CHUNK).contains(&chunk.entries.len())));
            entries.sort_unstable();
            for ((at, value), newcomer) in changes.into_iter().zip(10_000..) {
                if let Some(value) = value {
                    let new = (value, newcomer);
                    ranking.insert(new.0, new.1);
                    entries.insert(entries.partition_point(|entry| *entry < new), new);
                } else if !entries.is_empty() {
                    let old = entries.remove(at.index(entries.len()));
                    ranking.remove(old.0, old.1);
                }
                let place = at.index(entries.len() + 1);
                prop_assert_eq!(ranking.nth(place), entries.get(place).map(|entry| entry.0));
                let low = entries.get(place).map_or(0, |entry| entry.0);
                prop_assert_eq!(ranking.below(low), entries.iter().filter(|entry| entry.0 < low).count());
                let within = |entry: &&Entry| (low..=low.saturating_add(5)).contains(&entry.0);
                let expected: BTreeSet<u32> = entries.iter().filter(within).map(|entry| entry.1).collect();
                prop_assert_eq!(ranking.between(low, low.saturating_add(5)).collect::<BTreeSet<_>>(), expected);
            }
            let sum: i128 = entries.iter().map(|entry| i128::from(entry.0)).sum();
            prop_assert_eq!((ranking.len(), ranking.sum()), (entries.len(), sum));
            let all: Vec<Entry> = ranking.chunks.iter_mut().flat_map(|chunk| chunk.ordered().clone()).collect();
            prop_assert_eq!(all, entries);
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
