//! How good a clustering is, given the truth.

use std::collections::BTreeMap;

use serde::Serialize;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// Share of what was found that is true.
    pub precision: f64,
    /// Share of what is true that was found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// The quality of a clustering.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evaluation {
    /// Over pairs of records.
    pub pairs: Figures,
    /// B-cubed (Bagga and Baldwin 1998): averaged over records.
    pub bcubed: Figures,
    /// Clusters found.
    pub clusters: usize,
    /// Records judged.
    pub records: usize,
}

fn figures(precision: f64, recall: f64) -> Figures {
    let sum = precision + recall;
    Figures { precision, recall, f1: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Judges a clustering: for each record, its cluster and its true cluster.
///
/// ```
/// use kehu::matching::evaluate;
/// let judged = evaluate(&[(1, 1), (1, 1), (1, 2), (3, 2)]);
/// assert_eq!((judged.pairs.precision, judged.pairs.recall), (1.0 / 3.0, 1.0 / 2.0));
/// ```
pub fn evaluate(labels: &[(u32, u32)]) -> Evaluation {
    let mut both: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let (mut found, mut real): (BTreeMap<u32, u64>, BTreeMap<u32, u64>) = Default::default();
    for (cluster, truth) in labels {
        *both.entry((*cluster, *truth)).or_default() += 1;
        *found.entry(*cluster).or_default() += 1;
        *real.entry(*truth).or_default() += 1;
    }
    let pairs = |counts: &mut dyn Iterator<Item = &u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>();
    let right = pairs(&mut both.values());
    let share = |sizes: &BTreeMap<u32, u64>, side: fn(&(u32, u32)) -> u32| {
        let sum: f64 = both
            .iter()
            .map(|(key, n)| (n * n) as f64 / sizes.get(&side(key)).copied().unwrap_or(1) as f64)
            .sum();
        if labels.is_empty() { 1.0 } else { sum / labels.len() as f64 }
    };
    Evaluation {
        pairs: figures(ratio(right, pairs(&mut found.values())), ratio(right, pairs(&mut real.values()))),
        bcubed: figures(share(&found, |key| key.0), share(&real, |key| key.1)),
        clusters: found.len(),
        records: labels.len(),
    }
}
