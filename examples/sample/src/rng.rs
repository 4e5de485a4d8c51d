//! Chance that is the same on every machine: integers only, and one independent stream for each thing that is made, so
//! that any company, record or event can be made again on its own, in any order.

/// So many in a thousand.
pub(crate) type PerMille = u32;

/// What a stream of chance is for; two streams with different purposes never touch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Plan = 1,
    Identity,
    Company,
    Person,
    Post,
    Order,
    Record,
    Profile,
    Event,
    Amount,
    Stray,
    Power,
    Opportunity,
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Rng {
    /// The stream of that purpose for the thing numbered (`a`, `b`).
    pub(crate) fn new(seed: u64, stream: Stream, a: u32, b: u32) -> Self {
        let purpose = mix(seed.wrapping_add(GOLDEN.wrapping_mul(stream as u64)));
        Self(mix(purpose ^ ((u64::from(a) << 32) | u64::from(b))))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// From 0 up to, not including, `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low).max(0) as u32 + 1) as i32
    }

    pub(crate) fn chance(&mut self, rate: PerMille) -> bool {
        self.below(1000) < rate
    }

    /// One of the items, which must not be none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u32) as usize]
    }

    /// One of the items by weight, which must not all be 0.
    pub(crate) fn weighted<'a, T>(&mut self, items: &'a [(u32, T)]) -> &'a T {
        let mut left = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            if left < *weight {
                return item;
            }
            left -= weight;
        }
        &items[0].1
    }

    /// How many times in a row chance said yes, at most `limit`: the heavy tail of counts and amounts.
    pub(crate) fn run(&mut self, rate: PerMille, limit: u32) -> u32 {
        (0..limit).take_while(|_| self.chance(rate)).count() as u32
    }

    /// Any order as likely as any other (R. Durstenfeld, "Algorithm 235: random permutation", 1964).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    pub(crate) fn digits(&mut self, count: usize) -> String {
        self.text(count, "0123456789")
    }

    /// So many characters of the ASCII alphabet.
    pub(crate) fn text(&mut self, count: usize, alphabet: &str) -> String {
        (0..count).map(|_| char::from(*self.pick(alphabet.as_bytes()))).collect()
    }
}

/// Kinds of number that are spread, each with a factor of its own, so that the numbers of one thing do not resemble each other.
#[derive(Clone, Copy, Debug)]
#[repr(u64)]
pub(crate) enum Spread {
    Mobile = 2_654_435_761,
    Landline = 1_540_483_477,
    Qq = 2_246_822_519,
    Organisation = 3_266_489_917,
    Event = 668_265_263,
}

/// Spreads serial numbers over `0..modulus` without two meeting while there are fewer than `modulus` of them: an affine map
/// whose factor shares no divisor with a modulus used here (products of 2, 3, 5, 17 and 31).
pub(crate) fn spread(kind: Spread, serial: u32, modulus: u64, seed: u64) -> u64 {
    let factor = kind as u64;
    (u64::from(serial) * factor % modulus + mix(seed ^ factor) % modulus) % modulus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_factor_shares_a_divisor_with_a_modulus() {
        let kinds = [Spread::Mobile, Spread::Landline, Spread::Qq, Spread::Organisation, Spread::Event];
        for (kind, divisor) in
            kinds.into_iter().flat_map(|kind| [2, 3, 5, 17, 31].map(|divisor| (kind, divisor)))
        {
            assert_ne!(kind as u64 % divisor, 0, "{kind:?} {divisor}");
        }
    }

    #[test]
    fn chance_stays_in_its_bounds_and_repeats() {
        let (mut left, mut right) = (Rng::new(9, Stream::Plan, 1, 2), Rng::new(9, Stream::Plan, 1, 2));
        for _ in 0..1_000 {
            let drawn = left.between(-3, 3);
            assert_eq!(drawn, right.between(-3, 3));
            assert!((-3..=3).contains(&drawn));
        }
        assert_eq!((left.below(0), left.below(1)), (0, 0));
    }
}
