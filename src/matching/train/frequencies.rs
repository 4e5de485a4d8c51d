//! How often values occur.

use std::collections::BTreeMap;

use super::chances::Logs;
use super::em::Estimate;
use super::pattern::Pattern;
use super::sample::{CommonValue, RARE, Sample};
use crate::columns::{Symbol, Symbols};
use crate::matching::model::{CompiledComparison, Model};
use crate::schema::ruleset::{Frequencies, MatchingDef};
use crate::sort::Arrange;

/// What a value shared by nobody counts for, in records: it may be shared by chance all the same.
const BASE: f64 = 0.05;
/// Pairs of a value that those of all such values count for.
const STRENGTH: f64 = 4.0;

/// Of the pairs with the same value, the share that comes out at a level that says so. Others have come out before: those
/// of whole legal names, of which there is more to say than that they are the same.
fn told(compiled: &CompiledComparison, sample: &Sample, k: usize) -> f64 {
    let says_so = |pattern: &Pattern| {
        let level = pattern.get(k).and_then(|seen| compiled.levels.get(seen.level()?));
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

/// How many others share a common value with a record by chance, as pairs that share it tell, or, where they tell little,
/// pairs that share any such value. Of a customer's own value most pairs are the same, and those are not counted; any other
/// value is as common as it is.
fn by_chance(k: usize, common: &CommonValue, (estimate, logs): (&Estimate, &Logs)) -> f64 {
    let stratum = usize::from(common.records > RARE);
    let usual = estimate.shares.get(k).and_then(|shares| shares.get(stratum)).copied().unwrap_or(0.0);
    let (mut others, mut pairs) = (STRENGTH * (1.0 - usual), STRENGTH);
    for (pattern, count) in &common.patterns {
        others += count * (1.0 - estimate.posterior(logs, stratum, pattern));
        pairs += count;
    }
    let records = common.records as f64;
    let is_own = others / pairs < 0.5;
    if is_own { BASE + (records - 1.0) * others / pairs } else { records }
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
        let told = told(compiled, sample, k);
        let mut named: Vec<Symbol> = all.iter().map(|common| common.value).collect();
        named.arrange();
        // Of rare values, the more records share one, the more of them are matches.
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (_, n) in counts.iter().filter(|(value, _)| named.binary_search(value).is_err()) {
            let n = *n as f64;
            sum += n;
            pairs += n * (n - 1.0);
        }
        let rare = estimate.shares.get(k).map_or(0.0, |[rare, _]| *rare);
        let rest = BASE + if sum > 0.0 { pairs * (1.0 - rare) / sum } else { 0.0 };
        let logs = estimate.logs(k);
        let share = |common: &CommonValue| {
            let records = by_chance(k, common, (estimate, &logs)).max(rest);
            (symbols.text(common.value).to_owned(), records / covered * told)
        };
        let common: BTreeMap<String, f64> = all.iter().map(share).collect();
        comparison.frequencies = Some(Frequencies { common, rest: rest / covered * told });
    }
}
