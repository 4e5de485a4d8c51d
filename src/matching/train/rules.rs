//! Which pairs to compare: rules that find nearly all matches and few others.

use std::collections::BTreeSet;

use super::em::Estimate;
use super::sample::{AGREES, Sample};
use crate::matching::model::Model;
use crate::schema::ruleset::{BlockingRule, Comparison, KeyPart, MatchingDef};

/// Most rules chosen.
const MOST: usize = 16;
/// Pairs for each record that a rule may bring.
const PAIRS_A_RECORD: f64 = 20.0;
/// Share of matches that a further rule must find.
const LEAST_GAIN: f64 = 0.0005;

/// A rule that could be taken.
struct Candidate {
    /// The comparisons on which a pair must agree.
    agreeing: Vec<usize>,
    /// Pairs that it brings.
    cost: f64,
}

/// Adds rules to those of the ruleset, the most useful first. Returns the share of matches that all of them find, as
/// estimated.
pub fn choose(def: &mut MatchingDef, model: &Model, sample: &Sample, estimate: &Estimate) -> f64 {
    let mut matches = matches(sample, estimate);
    let total: f64 = matches.iter().map(|(_, weight)| weight).sum();
    let known: Vec<Vec<usize>> = def.blocking.iter().filter_map(|rule| as_comparisons(def, rule)).collect();
    for agreeing in &known {
        matches.retain(|(agrees, _)| !agreeing.iter().all(|k| agrees.contains(k)));
    }
    let candidates = candidates(def, model, sample, estimate);
    let mut taken = 0;
    while taken < MOST && total > 0.0 {
        let gain = |candidate: &Candidate| -> f64 {
            let found = matches.iter().filter(|(agrees, _)| candidate.agreeing.iter().all(|k| agrees.contains(k)));
            found.map(|(_, weight)| weight).sum::<f64>()
        };
        // A rule of few pairs is better than one of many that finds as much.
        let worth = |candidate: &Candidate| gain(candidate) / (1.0 + candidate.cost / sample.rows as f64);
        let Some(best) = candidates.iter().max_by(|a, b| worth(a).total_cmp(&worth(b))) else { break };
        if gain(best) < LEAST_GAIN * total {
            break;
        }
        matches.retain(|(agrees, _)| !best.agreeing.iter().all(|k| agrees.contains(k)));
        def.blocking.push(rule(def, &best.agreeing));
        taken += 1;
    }
    let missed: f64 = matches.iter().map(|(_, weight)| weight).sum();
    if total > 0.0 { 1.0 - missed / total } else { 1.0 }
}

/// The likely matches of all draws: on what they agree, and how many they stand for. A draw's own comparison does not
/// count: all of its pairs agree there.
fn matches(sample: &Sample, estimate: &Estimate) -> Vec<(BTreeSet<usize>, f64)> {
    let mut matches = Vec::new();
    for (chooser, draws) in sample.agreeing.iter().enumerate() {
        for (stratum, draw) in draws.iter().enumerate() {
            for (pattern, count) in &draw.patterns {
                let weight = estimate.posterior(chooser, stratum, pattern) * count;
                let agrees = pattern.iter().enumerate().filter(|(k, o)| *k != chooser && **o & AGREES != 0);
                if weight > 1e-6 {
                    matches.push((agrees.filter(|(_, o)| **o & !AGREES != 0x7f).map(|(k, _)| k).collect(), weight));
                }
            }
        }
    }
    matches
}

/// Single comparisons and pairs of them that bring few enough pairs of records.
fn candidates(def: &MatchingDef, model: &Model, sample: &Sample, estimate: &Estimate) -> Vec<Candidate> {
    let useful = |k: &usize| {
        let exact = model.comparisons.get(*k).is_some_and(|c| c.levels.iter().any(|l| l.shared.is_some()));
        exact && estimate.knows(*k)
    };
    let keys: Vec<usize> = (0..def.comparisons.len()).filter(useful).collect();
    let population = |k: usize| -> f64 {
        sample.agreeing.get(k).map_or(0.0, |draws| draws.iter().map(|draw| draw.population).sum())
    };
    let most = PAIRS_A_RECORD * sample.rows as f64;
    let mut candidates = Vec::new();
    for (place, i) in keys.iter().enumerate() {
        candidates.push(Candidate { agreeing: vec![*i], cost: population(*i) });
        for j in keys.iter().skip(place + 1) {
            let cost = population(*i) * population(*j) / sample.pairs.max(1.0);
            candidates.push(Candidate { agreeing: vec![*i, *j], cost });
        }
    }
    candidates.retain(|candidate| candidate.cost <= most);
    candidates
}

fn rule(def: &MatchingDef, agreeing: &[usize]) -> BlockingRule {
    let comparisons: Vec<&Comparison> = agreeing.iter().filter_map(|k| def.comparisons.get(*k)).collect();
    let names: Vec<&str> = comparisons.iter().map(|c| c.name.as_str()).collect();
    let mut rule = BlockingRule { name: names.join("+"), ..BlockingRule::default() };
    for (place, comparison) in comparisons.iter().enumerate() {
        if place == 0 {
            rule.fields.clone_from(&comparison.fields);
            rule.part = comparison.part;
        } else {
            let (fields, part) = (comparison.fields.clone(), comparison.part);
            rule.and.push(KeyPart { fields, part, chars: None });
        }
    }
    rule
}

/// The comparisons whose agreement a rule asks for; `None` where it asks for anything else.
fn as_comparisons(def: &MatchingDef, rule: &BlockingRule) -> Option<Vec<usize>> {
    if rule.chars.is_some() || rule.words {
        return None;
    }
    let place = |fields: &Vec<String>, part| {
        def.comparisons.iter().position(|c| c.fields == *fields && c.part == part)
    };
    let first = place(&rule.fields, rule.part)?;
    let others = rule.and.iter().map(|key| if key.chars.is_some() { None } else { place(&key.fields, key.part) });
    std::iter::once(Some(first)).chain(others).collect()
}
