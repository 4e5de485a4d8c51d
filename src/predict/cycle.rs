//! A customer's own rhythm of buying.

use crate::sort::Arrange;

/// The usual time between purchases.
///
/// ```
/// use kehu::predict::Cycle;
/// let cycle = Cycle::of(&[0.0, 30.0, 61.0, 90.0]).unwrap();
/// assert_eq!((cycle.low, cycle.gap, cycle.high), (29.0, 30.0, 31.0));
/// assert_eq!(Cycle::of(&[0.0, 30.0]), None); // one gap is no rhythm
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cycle {
    /// The median gap.
    pub gap: f64,
    /// The lower quartile of the gaps.
    pub low: f64,
    /// The upper quartile.
    pub high: f64,
}

impl Cycle {
    /// From the times of purchases, rising; those at one time are one. `None` with fewer than three.
    pub fn of(times: &[f64]) -> Option<Self> {
        let pairs = times.iter().zip(times.iter().skip(1));
        let gaps: Vec<f64> = pairs.map(|(earlier, later)| later - earlier).filter(|gap| *gap > 0.0).collect();
        if gaps.len() < 2 { None } else { Self::of_gaps(gaps) }
    }

    /// From gaps; `None` where there is none. A quartile lies outside of the half of the gaps that it bounds, so few gaps
    /// give a wide span.
    pub fn of_gaps(mut gaps: Vec<f64>) -> Option<Self> {
        gaps.arrange_by(f64::total_cmp);
        let last = gaps.len().checked_sub(1)?;
        let at = |place: usize| gaps.get(place).copied().unwrap_or_default();
        let gap = (at(last / 2) + at(last.div_ceil(2))) / 2.0;
        Some(Self { gap, low: at(last / 4), high: at(last - last / 4) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_gaps_give_a_wide_span_and_many_a_narrow_one() {
        let cycle = |gaps: &[f64]| Cycle::of_gaps(gaps.to_vec()).map(|c| (c.low, c.gap, c.high));
        assert_eq!(cycle(&[40.0, 20.0]), Some((20.0, 30.0, 40.0)));
        assert_eq!(cycle(&[5.0, 1.0, 4.0, 2.0, 3.0]), Some((2.0, 3.0, 4.0)));
        assert_eq!(cycle(&[9.0]), Some((9.0, 9.0, 9.0)));
        assert_eq!(cycle(&[]), None);
        assert_eq!(Cycle::of(&[0.0, 0.0, 10.0]), None, "twice on one day is once");
    }
}
