//! The matching model, ready to use: levels with their weights, rules with their fields resolved.

use serde::Serialize;

use crate::json::read_names;
use crate::schema::ruleset::{BlockingRule, Comparison, MatchingDef, Part, Ruleset, Test};

/// Evidence in units of 1/1024 bit: 1024 doubles the odds that two records are the same customer.
pub type Weight = i32;

/// What is done with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Not the same customer.
    NoMatch,
    /// Somebody should look.
    Review,
    /// The same customer.
    Match,
}

read_names! { Decision, { "no_match": NoMatch, "review": Review, "match": Match } }

/// A compiled matching model.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) comparisons: Vec<CompiledComparison>,
    pub(super) blocking: Vec<CompiledRule>,
    pub(super) groups: usize,
    /// Weight of the prior probability.
    pub prior: Weight,
    /// From this total on a pair is a match.
    pub accept: Weight,
    /// From this total on a pair waits for review.
    pub review: Weight,
    /// A key that more rows than this share says nothing.
    pub generic_above: usize,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledComparison {
    pub name: String,
    pub fields: Vec<usize>,
    pub part: Part,
    /// The number of its group, by which only the strongest evidence for a match counts.
    pub group: Option<usize>,
    pub levels: Vec<CompiledLevel>,
    /// The blocking rule that tells how common a value of this comparison is.
    pub frequency_rule: Option<u16>,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledLevel {
    pub name: String,
    pub zh: String,
    pub en: String,
    pub tests: Vec<Test>,
    pub weight: Weight,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledRule {
    pub name: String,
    pub fields: Vec<usize>,
    pub part: Part,
    pub chars: Option<i8>,
    pub words: bool,
    pub and: Option<usize>,
}

impl Model {
    /// Compiles the matching part of a ruleset, whose [loading](Ruleset::from_json) has checked it.
    pub fn compile(ruleset: &Ruleset) -> Self {
        Self::from_def(ruleset, &ruleset.matching)
    }

    fn from_def(ruleset: &Ruleset, def: &MatchingDef) -> Self {
        let blocking: Vec<_> = def.blocking.iter().map(|rule| compile_rule(ruleset, rule)).collect();
        let mut groups: Vec<&str> = def.comparisons.iter().filter_map(|c| c.group.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        let compile = |c: &Comparison| CompiledComparison {
            group: c.group.as_deref().and_then(|name| groups.binary_search(&name).ok()),
            ..compile_comparison(ruleset, c, &blocking)
        };
        let comparisons = def.comparisons.iter().map(compile).collect();
        Self {
            groups: groups.len(),
            comparisons,
            blocking,
            prior: weight_of(def.prior),
            accept: weight_of(def.thresholds.accept),
            review: weight_of(def.thresholds.review),
            generic_above: def.generic_above as usize,
        }
    }

    /// The decision for a total weight, the prior included.
    pub fn decide(&self, total: Weight) -> Decision {
        match total {
            total if total >= self.accept => Decision::Match,
            total if total >= self.review => Decision::Review,
            _ => Decision::NoMatch,
        }
    }

    /// The name of a blocking rule.
    pub fn rule_name(&self, rule: u16) -> &str {
        self.blocking.get(usize::from(rule)).map_or("", |r| &r.name)
    }
}

fn positions(ruleset: &Ruleset, names: &[String]) -> Vec<usize> {
    names.iter().filter_map(|name| ruleset.field(name).map(|(i, _)| i)).collect()
}

fn compile_rule(ruleset: &Ruleset, rule: &BlockingRule) -> CompiledRule {
    CompiledRule {
        name: rule.name.clone(),
        fields: positions(ruleset, &rule.fields),
        part: rule.part,
        chars: rule.chars,
        words: rule.words,
        and: rule.and.as_deref().and_then(|name| ruleset.field(name)).map(|(i, _)| i),
    }
}

fn compile_comparison(ruleset: &Ruleset, def: &Comparison, blocking: &[CompiledRule]) -> CompiledComparison {
    let fields = positions(ruleset, &def.fields);
    let counts = |rule: &CompiledRule| {
        rule.fields == fields
            && rule.part == Part::Value
            && rule.chars.is_none()
            && !rule.words
            && rule.and.is_none()
    };
    let frequency_rule = blocking.iter().position(counts).map(|i| i as u16);
    let levels = def.levels.iter().map(|level| CompiledLevel {
        name: level.name.clone(),
        zh: level.label.zh.clone(),
        en: level.label.en.clone(),
        tests: level.tests.clone(),
        weight: ratio_weight(level.m / level.u),
    });
    CompiledComparison {
        name: def.name.clone(),
        part: def.part,
        group: None,
        levels: levels.collect(),
        fields,
        frequency_rule,
    }
}

/// The weight that a likelihood ratio is worth.
fn ratio_weight(ratio: f64) -> Weight {
    libm::round(libm::log2(ratio) * 1024.0) as Weight
}

/// The weight of odds that a probability stands for; certainty is capped at 40 bits.
///
/// ```
/// use kehu::matching::{probability, weight_of};
/// assert_eq!(weight_of(0.5), 0);
/// assert_eq!(weight_of(0.8), 2048); // odds of 4 are two bits
/// assert_eq!(probability(2048), 0.8);
/// ```
pub fn weight_of(probability: f64) -> Weight {
    const MOST: f64 = 1_099_511_627_776.0;
    ratio_weight((probability / (1.0 - probability)).clamp(1.0 / MOST, MOST))
}

/// The probability that a total weight stands for.
pub fn probability(total: Weight) -> f64 {
    1.0 / (1.0 + libm::exp2(-f64::from(total) / 1024.0))
}
