//! The matching model as data: comparisons with ordered levels, blocking rules, thresholds.
//!
//! Terms and shape follow the Fellegi–Sunter model (Fellegi and Sunter, *A Theory for Record Linkage*, 1969) as
//! users of Splink know it.

mod blocking;
mod comparison;
mod ruling;
mod test;

use serde::Serialize;

use super::is_default;
use crate::json::{read_names, read_object};

pub use blocking::{BlockingRule, KeyPart};
pub use comparison::{Comparison, Frequencies, Given, Level, Likelihood};
pub use ruling::{Ruling, RulingCondition, RulingVerdict};
pub use test::{Measure, Part, Test};

/// The matching part of a ruleset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MatchingDef {
    /// Probability that two records taken at random are the same customer.
    pub prior: f64,
    /// When a pair is a match, and when somebody should look at it.
    pub thresholds: Thresholds,
    /// The same for a model that was trained, whose probabilities are what they say.
    #[serde(default = "Thresholds::of_trained")]
    pub trained_thresholds: Thresholds,
    /// A blocking key that more records than this share says nothing: its value is generic.
    pub generic_above: u32,
    /// Columns that files bring along beside the ruleset's fields, of which this model speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What decides a pair whatever its weights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Ruling>,
    /// What is compared.
    pub comparisons: Vec<Comparison>,
    /// Which pairs are compared at all.
    pub blocking: Vec<BlockingRule>,
    /// What is done when somebody enters a record that exists already.
    #[serde(default)]
    pub entry: EntryPolicy,
}

impl Default for MatchingDef {
    fn default() -> Self {
        Self {
            prior: 0.0001,
            thresholds: Thresholds::default(),
            trained_thresholds: Thresholds::of_trained(),
            generic_above: 60,
            columns: Vec::new(),
            rules: Vec::new(),
            comparisons: Vec::new(),
            blocking: Vec::new(),
            entry: EntryPolicy::default(),
        }
    }
}

read_object! {
    MatchingDef, MatchingDef::default(),
    must {
        "prior": prior, "thresholds": thresholds, "genericAbove": generic_above, "comparisons": comparisons,
        "blocking": blocking
    }
    may { "trainedThresholds": trained_thresholds, "columns": columns, "rules": rules, "entry": entry }
}

/// What is done with a record at entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntryVerdict {
    /// It may be saved.
    Allow,
    /// It may be saved, after a look at the likely duplicates.
    Warn,
    /// It should not be saved: it exists.
    Block,
    /// It should be saved as a part of the customer that exists, such as a further contact.
    Link,
}

read_names! { EntryVerdict, { "allow": Allow, "warn": Warn, "block": Block, "link": Link } }

/// The duplicate policy at entry, apart from matching itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct EntryPolicy {
    /// The customer exists, and so does the contact, if one is given.
    pub on_match: EntryVerdict,
    /// The customer exists, the contact is new.
    pub on_new_contact: EntryVerdict,
    /// The customer may exist.
    pub on_review: EntryVerdict,
}

read_object! {
    EntryPolicy, EntryPolicy::default(),
    must {}
    may { "onMatch": on_match, "onNewContact": on_new_contact, "onReview": on_review }
}

impl Default for EntryPolicy {
    fn default() -> Self {
        Self {
            on_match: EntryVerdict::Block,
            on_new_contact: EntryVerdict::Link,
            on_review: EntryVerdict::Warn,
        }
    }
}

/// Match probabilities at which a decision is taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Thresholds {
    /// From here on a pair is a match.
    #[serde(rename = "match")]
    pub accept: f64,
    /// From here on a pair waits for somebody's review.
    pub review: f64,
}

read_object! {
    Thresholds, Thresholds::default(),
    must { "match": accept, "review": review }
    may {}
}

impl Thresholds {
    /// What a trained model decides by, unless the ruleset says otherwise.
    pub fn of_trained() -> Self {
        Self { accept: 0.85, review: 0.1 }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { accept: 0.99, review: 0.5 }
    }
}
