//! How likely an estimate makes what was drawn, to choose between two.

use super::chances::log_sum;
use super::em::{DRAW_STRENGTH, Estimate, LEAST, at};
use super::sample::{Draw, Sample};
use crate::schema::ruleset::MatchingDef;

/// Logarithm of the probability of the draws, and of the estimate by what was known before.
pub fn log_likelihood(estimate: &Estimate, def: &MatchingDef, sample: &Sample) -> f64 {
    let draws: f64 = sample
        .agreeing
        .iter()
        .enumerate()
        .map(|(chooser, draws)| of_draws(estimate, chooser, draws) + of_drawn_u(estimate, chooser, draws))
        .sum();
    draws + of_m(estimate, def) + of_numbers(estimate, sample) - of_relatives(estimate, sample)
}

/// What relatives must explain to be believed: with a number more for each draw nearly anything is explained a little better
/// (the Bayesian information criterion, Schwarz 1978).
fn of_relatives(estimate: &Estimate, sample: &Sample) -> f64 {
    let shares = estimate.relatives.iter().flatten().filter(|share| **share > 0.0).count();
    0.5 * shares as f64 * libm::log(sample.compared.max(1) as f64)
}

/// Of the numbers of matches that the draws show: all see the same matches, each those that agree on its comparison. So one
/// draw cannot be full of matches that another one, where they agree as well, takes for chance. A deviance of Poisson's.
fn of_numbers(estimate: &Estimate, sample: &Sample) -> f64 {
    let mut sum = 0.0;
    for (k, (draws, shares)) in sample.agreeing.iter().zip(&estimate.shares).enumerate() {
        let all: f64 = draws.iter().map(|draw| draw.population).sum();
        let drawn: f64 = draws.iter().flat_map(|draw| &draw.patterns).map(|(_, count)| count).sum();
        if all == 0.0 {
            continue;
        }
        let coverage = sample.coverage.get(k).copied().unwrap_or(0.0);
        let agreement = estimate.agreement.get(k).copied().unwrap_or(0.5);
        let matches = estimate.prior * sample.pairs * coverage * coverage * agreement;
        let shown: f64 = draws.iter().zip(shares).map(|(draw, share)| draw.population * share).sum();
        let [expected, seen] = [matches.min(all), shown].map(|n| (n * drawn / all).max(LEAST));
        sum += seen * libm::log(expected / seen) + seen - expected;
    }
    sum
}

/// Of the pairs drawn by one comparison: each is a match or none.
fn of_draws(estimate: &Estimate, chooser: usize, draws: &[Draw; 2]) -> f64 {
    let logs = estimate.logs(chooser);
    let of_draw = |(stratum, draw): (usize, &Draw)| -> f64 {
        let each = draw.patterns.iter();
        each.map(|(pattern, count)| count * log_sum(estimate.log_chances(&logs, stratum, pattern))).sum()
    };
    draws.iter().enumerate().map(of_draw).sum()
}

/// Of the `u` of a draw, by the general one.
fn of_drawn_u(estimate: &Estimate, chooser: usize, draws: &[Draw; 2]) -> f64 {
    let Some(drawn) = estimate.drawn_u.get(chooser) else { return 0.0 };
    let pairs: f64 = draws.iter().flat_map(|draw| &draw.patterns).map(|(_, count)| count).sum();
    let others = estimate.u.iter().enumerate().filter(|(k, _)| *k != chooser && estimate.knows(*k));
    let of_levels = |(k, levels): (usize, &Vec<f64>)| -> f64 {
        let each = levels.iter().enumerate();
        each.map(|(level, u)| u * libm::log(at(drawn, k, level) / u.max(LEAST))).sum()
    };
    pairs * DRAW_STRENGTH * others.map(of_levels).sum::<f64>()
}

/// Of `m`, by the ruleset's own.
fn of_m(estimate: &Estimate, def: &MatchingDef) -> f64 {
    let known = (0..estimate.m.len()).filter(|k| estimate.knows(*k));
    let of_levels = |k: usize| -> f64 {
        let expected = estimate.expected_m(def, k);
        let strength: f64 = expected.iter().sum();
        let each = expected.iter().enumerate();
        each.map(|(level, n)| n * libm::log(at(&estimate.m, k, level) * strength / n.max(LEAST))).sum()
    };
    known.map(of_levels).sum()
}
