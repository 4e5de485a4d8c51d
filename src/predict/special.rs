//! Special functions that the models need.

use libm::{exp, fabs, lgamma, log};

/// Terms of a series after which it is cut; where the models are fitted it takes far fewer.
const TERMS: u32 = 50_000;

/// The logarithm of the gamma function, for positive arguments.
pub(super) fn ln_gamma(x: f64) -> f64 {
    lgamma(x)
}

/// The logarithm of the beta function.
pub(super) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Gauss's hypergeometric function by its series, for 0 ≤ z < 1 (DLMF 15.2.1).
pub(super) fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 0..TERMS {
        let k = f64::from(n);
        term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        sum += term;
        if fabs(term) < 1e-15 * fabs(sum) {
            break;
        }
    }
    sum
}

/// The logarithm of the sum of two numbers given by their logarithms.
pub(super) fn ln_sum(a: f64, b: f64) -> f64 {
    let (large, small) = if a > b { (a, b) } else { (b, a) };
    if small == f64::NEG_INFINITY { large } else { large + log(1.0 + exp(small - large)) }
}

/// The logarithms of the gamma function at `base`, `base + 1`, … up to `base + most`.
pub(super) fn ln_gammas(base: f64, most: usize) -> Vec<f64> {
    (0..=most).map(|n| ln_gamma(base + n as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // Γ(5) = 24; B(2, 3) = 1/12.
        assert!(fabs(ln_gamma(5.0) - log(24.0)) < 1e-12);
        assert!(fabs(ln_beta(2.0, 3.0) - log(1.0 / 12.0)) < 1e-12);
        // 2F1(1, 1; 2; z) = −ln(1 − z) / z and 2F1(a, b; b; z) = (1 − z)^−a (DLMF 15.4.1, 15.4.6).
        for z in [0.1, 0.5, 0.9, 0.99] {
            assert!(fabs(hypergeometric(1.0, 1.0, 2.0, z) + log(1.0 - z) / z) < 1e-9, "{z}");
            let expected = libm::pow(1.0 - z, -2.5);
            assert!(fabs(hypergeometric(2.5, 1.7, 1.7, z) / expected - 1.0) < 1e-9, "{z}");
        }
        assert!(fabs(ln_sum(log(2.0), log(3.0)) - log(5.0)) < 1e-12);
        assert_eq!(ln_sum(f64::NEG_INFINITY, 1.0), 1.0);
    }
}
