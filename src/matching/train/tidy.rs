//! Numbers of a few digits, so that a model is the same once it was written and read.

use crate::schema::ruleset::{Frequencies, Likelihood, MatchingDef};

/// Digits kept.
const DIGITS: i32 = 6;

/// Rounds all that was learned.
pub fn round(def: &mut MatchingDef) {
    def.prior = rounded(def.prior);
    for comparison in &mut def.comparisons {
        for shares in [&mut comparison.frequencies, &mut comparison.words].into_iter().flatten() {
            round_shares(shares);
        }
        for level in &mut comparison.levels {
            (level.m, level.u) = (rounded(level.m), rounded(level.u));
            for given in &mut level.given {
                (given.agree, given.differ) = (round_both(given.agree), round_both(given.differ));
            }
        }
    }
}

fn round_shares(shares: &mut Frequencies) {
    shares.rest = rounded(shares.rest);
    shares.common.values_mut().for_each(|share| *share = rounded(*share));
}

fn round_both(likelihood: Likelihood) -> Likelihood {
    Likelihood { m: rounded(likelihood.m), u: rounded(likelihood.u) }
}

/// A probability of a few digits: a whole number over a power of ten that is exact, which is what reading its decimals
/// gives.
fn rounded(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return value;
    }
    let places = (DIGITS - 1 - libm::floor(libm::log10(value)) as i32).clamp(0, 22);
    let scale = (0..places).fold(1.0, |scale, _| scale * 10.0);
    libm::round(value * scale) / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rounded_is_read_as_it_was_written() {
        for value in [0.123_456_789, 1.0, 2.508_613_645e-5, 1e-9, 3.3e-8, 0.999_999_9, 1.0 / 3.0] {
            let rounded = rounded(value);
            let text = serde_json::to_string(&rounded).unwrap();
            assert!(text.trim_start_matches(['0', '.']).len() <= 10, "{text}");
            assert_eq!(serde_json::from_str::<f64>(&text).unwrap().to_bits(), rounded.to_bits());
            assert!((rounded / value - 1.0).abs() < 1e-5);
        }
    }
}
