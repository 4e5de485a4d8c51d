//! How good were probabilities that were told, now that it is known what happened?

use crate::sort::Arrange;

/// What was told, and whether it happened.
pub type Told = (f64, bool);

/// How told probabilities compare with what happened.
///
/// ```
/// use kehu::predict::Reliability;
/// let told = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// assert_eq!(Reliability::of(&told).auc, Some(0.75));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    /// Brier's score: the mean square of what was told less what happened (1 or 0). 0 is perfect.
    pub brier: f64,
    /// How often one to whom it happened was told a higher probability than one to whom it did not: the area under the
    /// curve of receiver operating characteristics. `None` where it happened to all or nobody.
    pub auc: Option<f64>,
    /// Groups of equal size, by rising probability.
    pub bins: Vec<Bin>,
}

/// Those who were told about the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    /// The mean of what they were told.
    pub foretold: f64,
    /// The share to whom it happened.
    pub happened: f64,
}

/// How many groups there are, where there are enough to fill them.
const BINS: usize = 10;

impl Reliability {
    /// Compares what was told with what happened.
    pub fn of(told: &[Told]) -> Self {
        if told.is_empty() {
            return Self::default();
        }
        let mut sorted = told.to_vec();
        sorted.arrange_by(|a, b| a.0.total_cmp(&b.0));
        let squares: f64 =
            sorted.iter().map(|(p, happened)| (p - number(*happened)) * (p - number(*happened))).sum();
        let brier = squares / sorted.len() as f64;
        let groups = BINS.min(sorted.len());
        let bound = |group: usize| group * sorted.len() / groups;
        let bins = (0..groups).map(|group| bin(sorted.get(bound(group)..bound(group + 1)).unwrap_or(&[])));
        Self { brier, auc: auc(&sorted), bins: bins.collect() }
    }
}

fn number(happened: bool) -> f64 {
    if happened { 1.0 } else { 0.0 }
}

fn bin(told: &[Told]) -> Bin {
    let count = told.len() as f64;
    let foretold = told.iter().map(|(p, _)| p).sum::<f64>() / count;
    let happened = told.iter().filter(|(_, happened)| *happened).count() as f64 / count;
    Bin { count: told.len(), foretold, happened }
}

/// By the ranks of those to whom it happened (Mann and Whitney 1947), ties counting half.
fn auc(sorted: &[Told]) -> Option<f64> {
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let happened = tied.iter().filter(|(_, happened)| *happened).count() as f64;
        let others = tied.len() as f64 - happened;
        wins += happened * (below + others / 2.0);
        below += others;
    }
    let happened = sorted.len() as f64 - below;
    (below > 0.0 && happened > 0.0).then(|| wins / (below * happened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_agree_with_examples_of_the_literature() {
        // The examples of brier_score_loss and roc_auc_score in the manual of scikit-learn 1.9: 0.0375 and 0.75.
        let told = [(0.1, false), (0.9, true), (0.8, true), (0.3, false)];
        assert!((Reliability::of(&told).brier - 0.0375).abs() < 1e-12);
        assert_eq!(Reliability::of(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]).auc, Some(0.75));
    }

    #[test]
    fn ties_count_half_and_one_sort_tells_nothing() {
        assert_eq!(Reliability::of(&[(0.5, true), (0.5, false)]).auc, Some(0.5));
        assert_eq!(Reliability::of(&[(0.5, true), (0.7, true)]).auc, None);
        assert_eq!(Reliability::of(&[]), Reliability::default());
    }

    #[test]
    fn groups_are_of_equal_size() {
        let told: Vec<Told> = (0..25).map(|i| (f64::from(i) / 25.0, i >= 20)).collect();
        let bins = Reliability::of(&told).bins;
        assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [2, 3, 2, 3, 2, 3, 2, 3, 2, 3]);
        assert_eq!((bins[0].happened, bins[9].happened), (0.0, 1.0));
    }
}
