//! Numbers of a few digits, so that a model is the same once it was written and read.

use crate::digits::significant;
use crate::schema::ruleset::{Frequencies, Likelihood, MatchingDef};

/// Digits kept of what was learned.
pub const LEARNED: i32 = 6;

/// Rounds all figures to so many digits.
pub fn round(def: &mut MatchingDef, digits: i32) {
    let rounded = |value: f64| significant(value, digits);
    let round_both = |given: Likelihood| Likelihood { m: rounded(given.m), u: rounded(given.u) };
    let round_shares = |shares: &mut Frequencies| {
        shares.rest = rounded(shares.rest);
        shares.common.values_mut().for_each(|share| *share = rounded(*share));
    };
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
