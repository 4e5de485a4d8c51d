//! How probable it is that a pair of a draw is a match, of relatives or of strangers, by what is known of each level.

use super::em::{Estimate, LEAST};
use super::pattern::{Seen, levels};

/// The logarithms of what is known of each level, worked out once for many pairs.
pub struct Logs {
    /// The comparison that chose the pairs, which says nothing of them.
    chooser: Option<usize>,
    m: Vec<Vec<f64>>,
    u: Vec<Vec<f64>>,
}

impl Logs {
    pub fn new(chooser: Option<usize>, m: &[Vec<f64>], u: &[Vec<f64>]) -> Self {
        Self { chooser, m: logarithms(m), u: logarithms(u) }
    }

    /// Of each comparison that says something of a pair, its number and what its level adds for a match and for strangers.
    pub fn told<'l>(&'l self, pattern: &'l [Seen]) -> impl Iterator<Item = (usize, f64, f64)> + 'l {
        let of = |table: &[Vec<f64>], k: usize, level: usize| table.get(k)?.get(level).copied();
        let telling = levels(pattern).filter(|(k, _)| Some(*k) != self.chooser);
        telling.filter_map(move |(k, level)| Some((k, of(&self.m, k, level)?, of(&self.u, k, level)?)))
    }
}

impl Estimate {
    /// What is known of the levels in the draw of a comparison.
    pub fn logs(&self, chooser: usize) -> Logs {
        let u = self.drawn_u.get(chooser).unwrap_or(&self.u);
        Logs::new(Some(chooser), &self.m, u)
    }

    /// Probability that a pair of a draw is a match, by the [logarithms](Self::logs) of the draw.
    pub fn posterior(&self, logs: &Logs, stratum: usize, pattern: &[Seen]) -> f64 {
        let [is_match, ..] = self.posteriors(logs, stratum, pattern);
        is_match
    }

    /// Probabilities that a pair of a draw is a match, of relatives, of strangers.
    pub fn posteriors(&self, logs: &Logs, stratum: usize, pattern: &[Seen]) -> [f64; 3] {
        let chances = self.log_chances(logs, stratum, pattern);
        let all = log_sum(chances);
        chances.map(|chance| libm::exp(chance - all))
    }

    /// Logarithms of the chances that a pair of a draw is a match, of relatives, of strangers, and comes out like this.
    pub fn log_chances(&self, logs: &Logs, stratum: usize, pattern: &[Seen]) -> [f64; 3] {
        let (mut of_match, mut of_relatives, mut of_strangers) = (0.0, 0.0, 0.0);
        let mut tells_relatives = false;
        for (k, m, u) in logs.told(pattern) {
            let is_individual = self.individual.get(k).is_some_and(|is| *is);
            tells_relatives |= is_individual;
            of_match += m;
            of_relatives += if is_individual { u } else { m };
            of_strangers += u;
        }
        let share = |shares: &[[f64; 2]]| {
            logs.chooser.and_then(|k| shares.get(k)?.get(stratum).copied()).unwrap_or(0.0)
        };
        let (matches, relatives) =
            (share(&self.shares), if tells_relatives { share(&self.relatives) } else { 0.0 });
        let strangers = (1.0 - matches - relatives).max(LEAST);
        // Of relatives there are none rather than few where nobody looks for them.
        let relatives = if relatives > 0.0 { libm::log(relatives) + of_relatives } else { f64::NEG_INFINITY };
        [libm::log(matches.max(LEAST)) + of_match, relatives, libm::log(strangers) + of_strangers]
    }
}

/// The probability that the logarithm of odds stands for.
pub fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

pub fn logit(p: f64) -> f64 {
    let p = p.clamp(LEAST, 1.0 - LEAST);
    libm::log(p / (1.0 - p))
}

fn logarithms(table: &[Vec<f64>]) -> Vec<Vec<f64>> {
    table.iter().map(|row| row.iter().map(|n| libm::log(n.max(LEAST))).collect()).collect()
}

/// The logarithm of the sum of what has these logarithms.
pub fn log_sum(logs: [f64; 3]) -> f64 {
    let top = logs.into_iter().fold(f64::MIN, f64::max);
    top + libm::log(logs.into_iter().map(|log| libm::exp(log - top)).sum())
}
