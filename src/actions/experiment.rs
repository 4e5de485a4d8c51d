//! Experiments: who gets which variant of a rule.

use super::due::Customer;
use super::key::hash;
use crate::error::{Error, Result};
use crate::schema::ruleset::SplitDef;

/// The name of the group that gets nothing, in actions and results.
pub const CONTROL: &str = "control";

/// Which of the variants a customer gets, by its place; nothing for the control group. What it got before stays, though it
/// bears another id since; else lots are drawn.
pub(super) fn variant(split: &SplitDef, rule: &str, customer: Customer<'_>) -> Option<usize> {
    let known = |variant: &str| split.variants.iter().position(|known| known.id == variant);
    match customer.variant_of(rule) {
        Some(CONTROL) if split.control > 0 => None,
        Some(variant) => known(variant).or_else(|| draw(split, rule, customer.id)),
        None => draw(split, rule, customer.id),
    }
}

/// Draws lots: the same for the same rule and customer on every host.
fn draw(split: &SplitDef, rule: &str, customer: &str) -> Option<usize> {
    let weights = split.variants.iter().map(|variant| u64::from(variant.weight));
    let total = weights.clone().sum::<u64>().saturating_add(u64::from(split.control));
    let mut place = mixed(hash(&["split", rule, customer])).checked_rem(total)?;
    for (i, weight) in weights.enumerate() {
        match place.checked_sub(weight) {
            None => return Some(i),
            Some(rest) => place = rest,
        }
    }
    None
}

/// The finalizer of MurmurHash3: the low bits of FNV alone are not even enough to draw lots with.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Checks the names and weights of variants.
///
/// # Errors
/// `rule/split`, `ruleset/duplicate`.
pub(super) fn check(split: &SplitDef) -> Result<()> {
    for (i, variant) in split.variants.iter().enumerate() {
        let earlier = split.variants.iter().take(i);
        if variant.id == CONTROL || earlier.into_iter().any(|other| other.id == variant.id) {
            return Err(
                Error::new("ruleset/duplicate", format!("variants[{i}].id")).with("name", &variant.id)
            );
        }
    }
    if split.variants.iter().all(|variant| variant.weight == 0) {
        return Err(Error::new("rule/split", "variants"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ruleset::VariantDef;

    fn split(weights: &[u32], control: u32) -> SplitDef {
        let variant = |(i, weight): (usize, &u32)| VariantDef { id: format!("v{i}"), weight: *weight };
        SplitDef { variants: weights.iter().enumerate().map(variant).collect(), control }
    }

    #[test]
    fn shares_are_near_the_weights() {
        let split = split(&[45, 45], 10);
        let mut counts = [0_u32; 3];
        for n in 0..20_000 {
            counts[draw(&split, "rule", &format!("C{n:012}")).unwrap_or(2)] += 1;
        }
        // Four standard deviations of a share of so many draws.
        for (count, share) in counts.iter().zip([0.45_f64, 0.45, 0.1]) {
            let (expected, deviation) = (20_000.0 * share, (20_000.0 * share * (1.0 - share)).sqrt());
            assert!((f64::from(*count) - expected).abs() < 4.0 * deviation, "{counts:?}");
        }
    }

    #[test]
    fn rules_draw_apart_and_draws_never_change() {
        let split = split(&[1, 1], 0);
        let drawn = |rule: &str| (0..64).map(|n| draw(&split, rule, &n.to_string())).collect::<Vec<_>>();
        assert_ne!(drawn("a"), drawn("b"));
        let first: Vec<_> = drawn("a").into_iter().take(8).map(Option::unwrap).collect();
        assert_eq!(first, FIRST, "a release that draws otherwise breaks every experiment that runs");
    }

    /// Worked out by another program from FNV-1a and the finalizer of MurmurHash3.
    const FIRST: [usize; 8] = [0, 0, 0, 1, 1, 0, 1, 0];

    #[test]
    fn names_and_weights_are_checked() {
        assert_eq!(check(&split(&[0, 0], 5)).unwrap_err().code(), "rule/split");
        let mut twice = split(&[1, 1], 0);
        twice.variants[1].id = "v0".into();
        assert_eq!(check(&twice).unwrap_err().path(), "variants[1].id");
    }
}
