//! The BG/NBD model of buying (Fader, Hardie and Lee, Marketing Science 24, 2005).

use libm::{exp, log, pow};

use super::history::History;
use super::optimize::{Fit, minimize};
use super::special::{hypergeometric, ln_beta, ln_gamma, ln_gammas, ln_sum};

/// Customers buy at rates that differ from one to the other by a gamma distribution, and after each purchase leave for
/// good with probabilities that differ by a beta distribution.
///
/// ```
/// use kehu::predict::{BgNbd, History};
/// let model = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/// let often = History { repeats: 9.0, recency: 36.0, age: 39.0 };
/// let once = History { repeats: 0.0, recency: 0.0, age: 39.0 };
/// assert!(model.expected(&often, 13.0) > 10.0 * model.expected(&once, 13.0));
/// assert_eq!(model.alive(&once), 1.0); // nobody leaves before the first repeat purchase
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BgNbd {
    /// Shape of the distribution of rates.
    pub r: f64,
    /// Rate of the distribution of rates, in the unit of time.
    pub alpha: f64,
    /// First parameter of the distribution of leaving.
    pub a: f64,
    /// Second parameter of the distribution of leaving.
    pub b: f64,
}

impl BgNbd {
    /// The model under which the histories are likeliest; `None` where nobody bought twice.
    pub fn fit(histories: &[History]) -> Option<Fit<Self>> {
        if histories.iter().all(|history| history.repeats == 0.0) {
            return None;
        }
        let ages: f64 = histories.iter().map(|history| history.age).sum();
        let scale = (ages / histories.len() as f64).max(f64::MIN_POSITIVE);
        let cost = |[r, alpha, a, b]: [f64; 4]| -Self { r, alpha, a, b }.log_likelihood(histories);
        let ([r, alpha, a, b], converged) = minimize([1.0, scale, 1.0, 1.0], &cost);
        let model = Self { r, alpha, a, b };
        Some(Fit { model, log_likelihood: model.log_likelihood(histories), converged })
    }

    /// The logarithm of the likelihood of histories (their equation 6).
    pub fn log_likelihood(&self, histories: &[History]) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let most = histories.iter().map(|history| history.repeats as usize).max().unwrap_or_default();
        let (gammas, starts) = (ln_gammas(r, most), r * log(alpha) - ln_gamma(r) - ln_beta(a, b));
        let (stays, leaves): (Vec<f64>, Vec<f64>) =
            (0..=most).map(|x| (ln_beta(a, b + x as f64), ln_beta(a + 1.0, b + x as f64 - 1.0))).unzip();
        let one = |history: &History| {
            let x = history.repeats;
            let of = |table: &[f64]| table.get(x as usize).copied().unwrap_or_default();
            let stayed = of(&stays) - (r + x) * log(alpha + history.age);
            let left = match x > 0.0 {
                true => of(&leaves) - (r + x) * log(alpha + history.recency),
                false => f64::NEG_INFINITY,
            };
            starts + of(&gammas) + ln_sum(stayed, left)
        };
        histories.iter().map(one).sum()
    }

    /// The probability that the customer has not left.
    pub fn alive(&self, history: &History) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let x = history.repeats;
        if x == 0.0 {
            return 1.0;
        }
        let idle = (r + x) * (log(alpha + history.age) - log(alpha + history.recency));
        1.0 / (1.0 + a / (b + x - 1.0) * exp(idle))
    }

    /// The probability of at least one purchase within `time`.
    pub fn buys(&self, history: &History, time: f64) -> f64 {
        let start = self.alpha + history.age;
        let none = pow(start / (start + time), self.r + history.repeats);
        self.alive(history) * (1.0 - none)
    }

    /// The expected number of purchases within `time` (their equation 10).
    ///
    /// The series is the one after Euler's transformation (DLMF 15.8.1): their own grows beyond all numbers for who buys often,
    /// looked at over some years. It has no value at `a` = 1, where it is continuous.
    pub fn expected(&self, history: &History, time: f64) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let a = if a == 1.0 { a + 1e-6 } else { a };
        let x = history.repeats;
        let z = time / (alpha + history.age + time);
        let series = hypergeometric(a + b - 1.0 - r, a - 1.0, a + b + x - 1.0, z);
        let stays = 1.0 - pow(1.0 - z, a - 1.0) * series;
        (a + b + x - 1.0) / (a - 1.0) * stays * self.alive(history)
    }
}
