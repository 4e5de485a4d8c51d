//! How numbers are distributed, and which lie far from all others.

/// Numbers below this many say nothing of how numbers usually are.
const ENOUGH: u64 = 20;
/// Buckets from a power of two to the next.
const PER_OCTAVE: i32 = 16;

/// Numbers in buckets a sixteenth of an octave wide, which take the same memory however many numbers there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Histogram {
    /// Each bucket with its count, in order.
    buckets: Vec<(i32, u64)>,
    count: u64,
    least: Option<(i32, String)>,
    largest: Option<(i32, String)>,
}

/// Numbers far from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outliers {
    pub count: u64,
    /// The one that lies farthest away.
    pub farthest: String,
}

impl Histogram {
    pub fn add(&mut self, text: &str) {
        let Some(bucket) = bucket(text) else { return };
        match self.buckets.binary_search_by(|(known, _)| known.cmp(&bucket)) {
            Ok(place) => self.buckets.get_mut(place).into_iter().for_each(|(_, count)| *count += 1),
            Err(place) => self.buckets.insert(place, (bucket, 1)),
        }
        self.count += 1;
        if self.least.as_ref().is_none_or(|(known, _)| bucket < *known) {
            self.least = Some((bucket, text.to_owned()));
        }
        if self.largest.as_ref().is_none_or(|(known, _)| bucket > *known) {
            self.largest = Some((bucket, text.to_owned()));
        }
    }

    /// Numbers outside Tukey's outer fences (*Exploratory Data Analysis*, 1977), by the logarithm of their size, as sums
    /// of money and head counts grow by factors. Quartiles are taken to lie a factor of two apart at least.
    pub fn outliers(&self) -> Option<Outliers> {
        if self.count < ENOUGH {
            return None;
        }
        let (low, high) = (self.quantile(1), self.quantile(3));
        let reach = (high - low).max(PER_OCTAVE).saturating_mul(3);
        let (floor, ceiling) = (low.saturating_sub(reach), high.saturating_add(reach));
        let beyond = self.buckets.iter().filter(|(bucket, _)| *bucket < floor || *bucket > ceiling);
        let count = beyond.map(|(_, count)| *count).sum();
        let (least, largest) = (self.least.as_ref()?, self.largest.as_ref()?);
        let below = floor.saturating_sub(least.0);
        let farthest = if below > largest.0.saturating_sub(ceiling) { least } else { largest };
        (count > 0).then(|| Outliers { count, farthest: farthest.1.clone() })
    }

    /// The bucket below which so many quarters of the numbers lie.
    fn quantile(&self, quarters: u64) -> i32 {
        let wanted = self.count * quarters / 4;
        let mut seen = 0;
        let mut each = self.buckets.iter();
        let reaches = |(_, count): &&(i32, u64)| {
            seen += *count;
            seen > wanted
        };
        each.find(reaches).map_or(0, |(bucket, _)| *bucket)
    }
}

/// Sign, exponent and the first four bits behind it: in the order of the numbers.
fn bucket(text: &str) -> Option<i32> {
    let number: f64 = text.parse().ok().filter(|n: &f64| n.is_finite())?;
    let size = i32::try_from(number.abs().to_bits() >> 48).ok()?;
    // Zero is as far from one as the smallest sum of money, 0.01.
    let from_one = (size - ONE_HUNDREDTH).max(0);
    Some(if number < 0.0 { -from_one } else { from_one })
}

/// The size of 0.01 as [`bucket`] has it.
const ONE_HUNDREDTH: i32 = (0.01_f64.to_bits() >> 48) as i32;

#[cfg(test)]
mod tests {
    use super::*;

    fn outliers(numbers: impl Iterator<Item = i64>) -> Option<Outliers> {
        let mut histogram = Histogram::default();
        numbers.for_each(|n| histogram.add(&n.to_string()));
        histogram.outliers()
    }

    #[test]
    fn numbers_far_from_all_others_are_found() {
        assert_eq!(outliers(100..200), None);
        assert_eq!(outliers((100..200).chain([90_000_000])).unwrap().count, 1);
        let both = outliers((100..200).chain([0, 0, 99_999])).unwrap();
        assert_eq!((both.count, both.farthest.as_str()), (3, "0"));
        assert_eq!(outliers([1, 1_000_000].into_iter()), None, "too few to tell");
        assert_eq!(outliers(std::iter::repeat_n(500, 50).chain([700])), None, "near enough");
        assert_eq!(outliers((1..=4).flat_map(|n| vec![10_i64.pow(n * 2); 25])), None, "wide by nature");
    }
}
