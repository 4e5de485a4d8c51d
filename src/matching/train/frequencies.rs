//! How often values occur.

use std::collections::BTreeMap;

use super::em::Estimate;
use super::sample::Sample;
use crate::columns::{Symbol, Symbols};
use crate::matching::model::Model;
use crate::schema::ruleset::{Frequencies, MatchingDef};

/// Values named.
const NAMED: usize = 300;
/// What a value shared by nobody counts for, in records: it may be shared by chance all the same.
const BASE: f64 = 0.05;
/// Records that a value must have to be named.
const LEAST: usize = 4;

/// Learns the shares of the common values of each comparison.
pub fn learn(def: &mut MatchingDef, model: &Model, sample: &Sample, estimate: &Estimate, symbols: &Symbols) {
    for (k, (comparison, compiled)) in def.comparisons.iter_mut().zip(&model.comparisons).enumerate() {
        let all = sample.common.get(k).map_or(&[][..], Vec::as_slice);
        let counts = sample.counts.get(k).map_or(&[][..], Vec::as_slice);
        let covered = sample.coverage.get(k).copied().unwrap_or(0.0) * sample.rows as f64;
        let has_exact_level = compiled.levels.iter().any(|level| level.shared == Some(compiled.part));
        if !has_exact_level || covered < 2.0 || !estimate.knows(k) {
            continue;
        }
        let mut named: Vec<(Symbol, usize)> =
            all.iter().copied().take(NAMED).filter(|(_, n)| *n >= LEAST).collect();
        let common: BTreeMap<String, f64> =
            named.iter().map(|(value, n)| (symbols.text(*value).to_owned(), *n as f64 / covered)).collect();
        named.sort_unstable();
        let shares = estimate.shares.get(k).copied().unwrap_or_default();
        // Of rare values, the more records share one, the more of them are matches.
        let (mut sum, mut pairs) = (0.0, 0.0);
        let is_named = |value: &Symbol| named.binary_search_by_key(value, |(named, _)| *named).is_ok();
        for (_, n) in counts.iter().filter(|(value, _)| !is_named(value)) {
            let n = *n as f64;
            sum += n;
            pairs += n * (n - 1.0);
        }
        let by_chance = BASE + if sum > 0.0 { pairs * (1.0 - shares[0]) / sum } else { 0.0 };
        comparison.frequencies = Some(Frequencies { common, rest: by_chance / covered });
    }
}
