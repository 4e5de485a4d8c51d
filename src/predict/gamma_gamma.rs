//! The gamma–gamma model of what a purchase is worth (Fader, Hardie and Lee, Journal of Marketing Research 42, 2005).

use libm::log;

use super::optimize::{Fit, minimize};
use super::special::ln_gamma;

/// What a customer spent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spending {
    /// Purchases that were counted.
    pub purchases: f64,
    /// Their mean value.
    pub mean: f64,
}

/// The values of a customer's purchases vary by a gamma distribution, whose scale varies from one customer to the other by
/// another. A customer of few purchases is drawn towards the mean of all.
///
/// ```
/// use kehu::predict::{GammaGamma, Spending};
/// let model = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 };
/// let value = |purchases: f64| model.expected(&Spending { purchases, mean: 100.0 });
/// assert!(value(1.0) < value(2.0) && value(100.0) > 95.0 && value(100.0) < 100.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaGamma {
    /// Shape of a customer's values.
    pub p: f64,
    /// Shape of the distribution among customers.
    pub q: f64,
    /// Scale of the distribution among customers, in the unit of values.
    pub gamma: f64,
}

impl GammaGamma {
    /// The model under which the spendings are likeliest; those without a purchase or a value tell nothing. `None` where
    /// nothing is left.
    pub fn fit(spendings: &[Spending]) -> Option<Fit<Self>> {
        let telling: Vec<Spending> =
            spendings.iter().copied().filter(|s| s.purchases > 0.0 && s.mean > 0.0).collect();
        let sum: f64 = telling.iter().map(|spending| spending.mean).sum();
        if telling.is_empty() {
            return None;
        }
        let scale = sum / telling.len() as f64;
        let cost = |[p, q, gamma]: [f64; 3]| -Self { p, q, gamma }.log_likelihood(&telling);
        let ([p, q, gamma], converged) = minimize([1.0, 2.0, scale], &cost);
        let model = Self { p, q, gamma };
        Some(Fit { model, log_likelihood: model.log_likelihood(&telling), converged })
    }

    /// The logarithm of the likelihood of spendings (equation 1a of Fader and Hardie's note of 2013).
    pub fn log_likelihood(&self, spendings: &[Spending]) -> f64 {
        let Self { p, q, gamma } = *self;
        let one = |Spending { purchases: x, mean }: &Spending| {
            let px = p * x;
            ln_gamma(px + q) - ln_gamma(px) - ln_gamma(q)
                + q * log(gamma)
                + (px - 1.0) * log(*mean)
                + px * log(*x)
                - (px + q) * log(gamma + x * mean)
        };
        spendings.iter().map(one).sum()
    }

    /// The expected value of a customer's purchase.
    pub fn expected(&self, spending: &Spending) -> f64 {
        let Self { p, q, gamma } = *self;
        p * (gamma + spending.purchases * spending.mean) / (p * spending.purchases + q - 1.0)
    }
}
