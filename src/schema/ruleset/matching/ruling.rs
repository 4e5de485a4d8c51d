//! Rules that decide a pair whatever its weights.

use serde::Serialize;

use super::Test;
use crate::json::{read_names, read_object};
use crate::schema::ruleset::Label;

/// A rule that decides a pair of records before any weight is looked at: all of its conditions hold. The first such rule
/// of a model decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ruling {
    /// Name in explanations.
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// What it says of the pair.
    pub verdict: RulingVerdict,
    /// What must hold; all of it.
    pub when: Vec<RulingCondition>,
}

read_object! {
    Ruling, Ruling::default(),
    must { "name": name, "verdict": verdict, "when": when }
    may { "label": label }
}

/// What a rule says of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RulingVerdict {
    /// The same customer for certain.
    #[default]
    Certain,
    /// Never the same customer.
    Never,
}

read_names! { RulingVerdict, { "certain": Certain, "never": Never } }

/// A condition of a rule: some value of the one record and some value of the other pass all tests.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RulingCondition {
    /// The fields whose values are compared; pooled.
    pub fields: Vec<String>,
    /// The tests.
    pub tests: Vec<Test>,
}

read_object! {
    RulingCondition, RulingCondition::default(),
    must { "fields": fields, "tests": tests }
    may {}
}
