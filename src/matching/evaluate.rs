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

/// A record judged: its cluster, its true cluster, and the source it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// The cluster it was put in.
    pub cluster: u32,
    /// The cluster it belongs to.
    pub truth: u32,
    /// Its source; records of one source are no pair where sources are linked.
    pub source: u32,
}

/// Judges a clustering. Where sources are linked, only pairs of different sources count.
///
/// ```
/// use kehu::matching::{Judged, evaluate};
/// let records = [(1, 1), (1, 1), (1, 2), (3, 2)];
/// let records = records.map(|(cluster, truth)| Judged { cluster, truth, source: 0 });
/// let judged = evaluate(&records, false);
/// assert_eq!((judged.pairs.precision, judged.pairs.recall), (1.0 / 3.0, 1.0 / 2.0));
/// ```
pub fn evaluate(records: &[Judged], is_link: bool) -> Evaluation {
    let count = |key: fn(&Judged) -> (u32, u32)| {
        let mut sizes: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        records.iter().for_each(|record| *sizes.entry(key(record)).or_default() += 1);
        sizes
    };
    let pairs = |key: fn(&Judged) -> (u32, u32), in_source: &dyn Fn() -> u64| {
        let all: u64 = count(key).values().map(|n| n * (n - 1) / 2).sum();
        all - if is_link { in_source() } else { 0 }
    };
    let right = pairs(|r| (r.cluster, r.truth), &|| pairs_by(records, |r| (r.cluster, r.truth, r.source)));
    let found = pairs(|r| (r.cluster, 0), &|| pairs_by(records, |r| (r.cluster, 0, r.source)));
    let real = pairs(|r| (r.truth, 0), &|| pairs_by(records, |r| (r.truth, 0, r.source)));
    let both = count(|r| (r.cluster, r.truth));
    let share = |sizes: &BTreeMap<(u32, u32), u64>, side: fn(&(u32, u32)) -> u32| {
        let size = |key: &(u32, u32)| sizes.get(&(side(key), 0)).copied().unwrap_or(1);
        let sum: f64 = both.iter().map(|(key, n)| (n * n) as f64 / size(key) as f64).sum();
        if records.is_empty() { 1.0 } else { sum / records.len() as f64 }
    };
    let clusters = count(|r| (r.cluster, 0));
    Evaluation {
        pairs: figures(ratio(right, found), ratio(right, real)),
        bcubed: figures(share(&clusters, |key| key.0), share(&count(|r| (r.truth, 0)), |key| key.1)),
        clusters: clusters.len(),
        records: records.len(),
    }
}

/// Pairs of records that have the same key.
fn pairs_by(records: &[Judged], key: fn(&Judged) -> (u32, u32, u32)) -> u64 {
    let mut sizes: BTreeMap<(u32, u32, u32), u64> = BTreeMap::new();
    records.iter().for_each(|record| *sizes.entry(key(record)).or_default() += 1);
    sizes.values().map(|n| n * (n - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linking_counts_pairs_across_sources_only() {
        let record = |cluster, truth, source| Judged { cluster, truth, source };
        let records = [record(1, 1, 1), record(1, 1, 1), record(1, 1, 2), record(2, 1, 2)];
        let judged = evaluate(&records, true).pairs;
        assert_eq!((judged.precision, judged.recall), (1.0, 0.5));
    }
}
