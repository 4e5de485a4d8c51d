//! The Pareto/NBD model of buying (Schmittlein, Morrison and Colombo, Management Science 33, 1987), in the form of Fader and
//! Hardie (2005).

use libm::{exp, log, pow};

use super::history::History;
use super::optimize::{Fit, minimize};
use super::special::{hypergeometric, ln_gamma, ln_sum};

/// Customers buy at rates that differ by a gamma distribution, and leave at rates that differ by another.
///
/// ```
/// use kehu::predict::{History, ParetoNbd};
/// let model = ParetoNbd { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
/// let silent = History { repeats: 9.0, recency: 9.0, age: 39.0 };
/// assert!(model.alive(&silent) < 0.05); // nine purchases in nine weeks, then none for thirty
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParetoNbd {
    /// Shape of the distribution of buying rates.
    pub r: f64,
    /// Rate of the distribution of buying rates, in the unit of time.
    pub alpha: f64,
    /// Shape of the distribution of leaving rates.
    pub s: f64,
    /// Rate of the distribution of leaving rates, in the unit of time.
    pub beta: f64,
}

impl ParetoNbd {
    /// The model under which the histories are likeliest; `None` where nobody bought twice.
    pub fn fit(histories: &[History]) -> Option<Fit<Self>> {
        if histories.iter().all(|history| history.repeats == 0.0) {
            return None;
        }
        let ages: f64 = histories.iter().map(|history| history.age).sum();
        let scale = (ages / histories.len() as f64).max(f64::MIN_POSITIVE);
        let cost = |[r, alpha, s, beta]: [f64; 4]| -Self { r, alpha, s, beta }.log_likelihood(histories);
        let ([r, alpha, s, beta], converged) = minimize([1.0, scale, 1.0, scale], &cost);
        let model = Self { r, alpha, s, beta };
        Some(Fit { model, log_likelihood: model.log_likelihood(histories), converged })
    }

    /// The logarithm of the likelihood of histories.
    pub fn log_likelihood(&self, histories: &[History]) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let start = r * log(alpha) + s * log(beta) - ln_gamma(r);
        let one = |history: &History| {
            let x = history.repeats;
            let stayed = -(r + x) * log(alpha + history.age) - s * log(beta + history.age);
            start + ln_gamma(r + x) + ln_sum(stayed, log(s / (r + s + x)) + self.ln_left(history))
        };
        histories.iter().map(one).sum()
    }

    /// The logarithm of the part of the likelihood that stems from having left between the last purchase and now: their A₀.
    fn ln_left(&self, history: &History) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let sum = r + s + history.repeats;
        // The form that keeps the argument of the series between 0 and 1.
        let (large, gap, second) = if alpha >= beta {
            (alpha, alpha - beta, s + 1.0)
        } else {
            (beta, beta - alpha, r + history.repeats)
        };
        let term = |time: f64| {
            let base = large + time;
            log(hypergeometric(sum, second, sum + 1.0, gap / base)) - sum * log(base)
        };
        let (early, late) = (term(history.recency), term(history.age));
        if early > late { early + log(1.0 - exp(late - early)) } else { f64::NEG_INFINITY }
    }

    /// The probability that the customer has not left.
    pub fn alive(&self, history: &History) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let x = history.repeats;
        let stayed = (r + x) * log(alpha + history.age) + s * log(beta + history.age);
        1.0 / (1.0 + s / (r + s + x) * exp(stayed + self.ln_left(history)))
    }

    /// The expected number of purchases within `time`.
    pub fn expected(&self, history: &History, time: f64) -> f64 {
        let Self { r, alpha, s, beta } = *self;
        let start = beta + history.age;
        let share = 1.0 - pow(start / (start + time), s - 1.0);
        (r + history.repeats) * start / ((alpha + history.age) * (s - 1.0)) * share * self.alive(history)
    }
}
