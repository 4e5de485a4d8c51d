//! How often values occur.

use std::collections::BTreeMap;

use super::em::Estimate;
use super::sample::{AGREES, Pattern, Sample};
use crate::columns::{Symbol, Symbols};
use crate::matching::model::{CompiledComparison, Model};
use crate::schema::ruleset::{Frequencies, MatchingDef};
use crate::sort::Arrange;

/// Values named.
const NAMED: usize = 300;
/// What a value shared by nobody counts for, in records: it may be shared by chance all the same.
const BASE: f64 = 0.05;
/// Records that a value must have to be named.
const LEAST: usize = 4;

/// Of the pairs with the same value, the share that comes out at a level that says so. Others have come out before: those
/// of whole legal names, of which there is more to say than that they are the same.
fn told(compiled: &CompiledComparison, sample: &Sample, k: usize) -> f64 {
    let says_so = |pattern: &Pattern| {
        let level = pattern.get(k).and_then(|outcome| compiled.levels.get(usize::from(outcome & !AGREES)));
        level.is_some_and(|level| level.shared.is_some())
    };
    // As if one more pair had come out there: it can be, though none was drawn.
    let (mut all, mut told) = (1.0, 1.0);
    for (pattern, count) in sample.agreeing.get(k).into_iter().flatten().flat_map(|draw| &draw.patterns) {
        all += count;
        told += if says_so(pattern) { *count } else { 0.0 };
    }
    told / all
}

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
        let shares = estimate.shares.get(k).copied().unwrap_or_default();
        let told = told(compiled, sample, k);
        let share =
            |(value, n): &(Symbol, usize)| (symbols.text(*value).to_owned(), *n as f64 / covered * told);
        let common: BTreeMap<String, f64> = named.iter().map(share).collect();
        named.arrange();
        // Of rare values, the more records share one, the more of them are matches.
        let (mut sum, mut pairs) = (0.0, 0.0);
        let is_named = |value: &Symbol| named.binary_search_by_key(value, |(named, _)| *named).is_ok();
        for (_, n) in counts.iter().filter(|(value, _)| !is_named(value)) {
            let n = *n as f64;
            sum += n;
            pairs += n * (n - 1.0);
        }
        let by_chance = BASE + if sum > 0.0 { pairs * (1.0 - shares[0]) / sum } else { 0.0 };
        comparison.frequencies = Some(Frequencies { common, rest: by_chance / covered * told });
    }
}
