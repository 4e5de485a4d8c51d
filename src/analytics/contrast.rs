//! Does a group differ from another, or is that chance?

use crate::sort::Arrange;

/// How many of each of two groups have something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Proportions {
    /// Of the first group, those who have it, and all.
    pub first: (usize, usize),
    /// Of the second.
    pub second: (usize, usize),
}

/// Where fewer are expected in any of the four cells, the approximation by the normal distribution is not to be trusted.
const EXPECTED: f64 = 5.0;

impl Proportions {
    fn shares(&self) -> (f64, f64) {
        let share = |(part, whole): (usize, usize)| part as f64 / (whole.max(1)) as f64;
        (share(self.first), share(self.second))
    }

    /// How many times as common it is in the first group; `None` where it is in nobody of the second.
    pub fn lift(&self) -> Option<f64> {
        let (first, second) = self.shares();
        (second > 0.0).then(|| first / second)
    }

    /// How many standard errors the shares are apart (two-proportion z test, pooled); `None` where the counts are too small
    /// for it.
    ///
    /// ```
    /// use kehu::analytics::Proportions;
    /// // Of 605 who do not smoke 351 would raise the tax, of 195 who do 41: z = 8.99 (Penn State, STAT 415, lesson 9.4).
    /// let z = Proportions { first: (351, 605), second: (41, 195) }.z().unwrap();
    /// assert!((z - 8.99).abs() < 0.005);
    /// ```
    pub fn z(&self) -> Option<f64> {
        let (n, m) = (self.first.1 as f64, self.second.1 as f64);
        let pooled = (self.first.0 + self.second.0) as f64 / (n + m);
        let least = n.min(m) * pooled.min(1.0 - pooled);
        // Of empty groups this is no number, and no number is large enough.
        if least.is_nan() || least < EXPECTED {
            return None;
        }
        let (first, second) = self.shares();
        Some((first - second) / libm::sqrt(pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)))
    }

    /// How probable it is that shares are so far apart by chance alone; `None` as of [`z`](Self::z).
    pub fn p(&self) -> Option<f64> {
        self.z().map(|z| libm::erfc(libm::fabs(z) / core::f64::consts::SQRT_2))
    }
}

/// The middle of some numbers; of an even number the mean of the two in the middle.
///
/// ```
/// assert_eq!(kehu::analytics::median(vec![3.0, 1.0, 2.0, 9.0]), Some(2.5));
/// ```
pub fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.arrange_by(f64::total_cmp);
    let upper = numbers.get(numbers.len() / 2)?;
    let lower = numbers.get(numbers.len().checked_sub(1)? / 2)?;
    Some(lower + (upper - lower) / 2.0)
}
