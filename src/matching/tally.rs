//! What each blocking rule brings.

use serde::Serialize;

use super::index::Candidate;
use super::model::{Decision, Model};
use crate::columns::Key;

/// What a blocking rule brought.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleStatistics {
    /// The rule.
    pub rule: String,
    /// Pairs of records that it brought together.
    pub pairs: u64,
    /// Those of them that no rule before it brought together.
    pub new_pairs: u64,
    /// Those of them that match.
    pub matches: u64,
    /// Those of them that somebody should look at.
    pub reviews: u64,
    /// Share of its pairs that match.
    pub precision: f64,
    /// Share of all matches found that it alone would have found.
    pub recall: f64,
    /// Keys by which it brought nobody together, for too many records share them.
    pub generic: u64,
    /// Pairs of records that share these.
    pub left_out: u64,
}

/// Counts the pairs of each blocking rule.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    rules: Vec<RuleStatistics>,
    matches: u64,
}

impl Tally {
    /// Counts a pair that these candidates are, one for each rule that proposes it.
    pub fn add(&mut self, candidates: &[Candidate], decision: Decision) {
        let (is_match, is_review) = (decision == Decision::Match, decision == Decision::Review);
        self.matches += u64::from(is_match);
        for (place, candidate) in candidates.iter().enumerate() {
            if let Some(rule) = self.rule(candidate.rule()) {
                rule.pairs += 1;
                rule.new_pairs += u64::from(place == 0);
                rule.matches += u64::from(is_match);
                rule.reviews += u64::from(is_review);
            }
        }
    }

    /// The rules that brought pairs together or would have, in their order. `generic` are the keys that too many records
    /// share, with their number.
    pub fn statistics(mut self, model: &Model, generic: &[(Key, usize)]) -> Vec<RuleStatistics> {
        for (key, records) in generic {
            let records = *records as u64;
            if let Some(rule) = self.rule(key.rule) {
                rule.generic += 1;
                rule.left_out += records * records.saturating_sub(1) / 2;
            }
        }
        for (number, rule) in (0..).zip(&mut self.rules) {
            model.rule_name(number).clone_into(&mut rule.rule);
            rule.precision = ratio(rule.matches, rule.pairs);
            rule.recall = ratio(rule.matches, self.matches);
        }
        self.rules.retain(|rule| rule.pairs + rule.generic > 0);
        self.rules
    }

    fn rule(&mut self, number: u16) -> Option<&mut RuleStatistics> {
        let place = usize::from(number);
        if self.rules.len() <= place {
            self.rules.resize(place + 1, RuleStatistics::default());
        }
        self.rules.get_mut(place)
    }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
