//! Comparisons: what is looked at, and what each outcome is worth.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Part, Test};
use crate::json::read_object;
use crate::schema::ruleset::Label;

/// One aspect of two records, judged by the first of its levels that holds.
///
/// A record that gives none of the fields says nothing: such a comparison weighs zero.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Comparison {
    /// Name in explanations.
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// The fields compared; their values are pooled, so a mobile in the phone column still meets its twin.
    pub fields: Vec<String>,
    /// The part that a value must have to say anything.
    #[serde(default)]
    pub part: Part,
    /// Comparisons of the same group tell the same story twice: a contact's mobile and mail address agree because
    /// the contact is the same. Of their evidence for a match only the strongest counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Other comparisons on whose outcome the levels' probabilities depend: who lives in the same town has the same
    /// postcode as well. The one that explains most counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends: Vec<String>,
    /// How often values occur: agreement on a rare one says more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequencies: Option<Frequencies>,
    /// How often words occur, for tests on shared words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Frequencies>,
    /// Whether training added it; training anew begins without.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub learned: bool,
    /// How firmly training keeps to the levels' `m`: as if they had been seen in that many times as many matches as the
    /// data show. Persons keep their birth date, so two who differ in it are rarely the same.
    #[serde(default = "Comparison::usual_firmness")]
    pub firmness: f64,
    /// Whether it looks at what is an individual's: relatives agree on the rest as the same person does, and on this as strangers
    /// do. Training tells them apart by it.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub individual: bool,
    /// From strongest agreement to disagreement; the last level holds always.
    pub levels: Vec<Level>,
}

impl Comparison {
    /// The firmness of a comparison that names none.
    pub fn usual_firmness() -> f64 {
        0.3
    }
}

impl Default for Comparison {
    fn default() -> Self {
        Self {
            name: String::new(),
            label: Label::default(),
            fields: Vec::new(),
            part: Part::default(),
            group: None,
            depends: Vec::new(),
            frequencies: None,
            words: None,
            learned: false,
            firmness: Self::usual_firmness(),
            individual: false,
            levels: Vec::new(),
        }
    }
}

read_object! {
    Comparison, Comparison::default(),
    must { "name": name, "fields": fields, "levels": levels }
    may {
        "label": label, "part": part, "group": group, "depends": depends, "frequencies": frequencies, "words": words,
        "learned": learned, "firmness": firmness, "individual": individual
    }
}

/// Shares of records that have a value (the term frequencies of Splink).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Frequencies {
    /// The common values, as compared, with their shares.
    #[serde(default)]
    pub common: BTreeMap<String, f64>,
    /// Share of a value that is not among them.
    pub rest: f64,
}

read_object! {
    Frequencies, Frequencies::default(),
    must { "rest": rest }
    may { "common": common }
}

/// One level of agreement.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Level {
    /// Name in explanations.
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// What must hold; all of them. None: the level holds always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Test>,
    /// Probability of this level among pairs that are the same customer.
    pub m: f64,
    /// Probability of this level among pairs that are not.
    pub u: f64,
    /// Whether training leaves the weight as it is: a rule of the trade, such as that a branch is not its company, rather
    /// than a matter of how often.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub fixed: bool,
    /// Both once one of the comparisons is known that this one [depends](Comparison::depends) on, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
}

read_object! {
    Level, Level::default(),
    must { "name": name, "m": m, "u": u }
    may { "label": label, "tests": tests, "fixed": fixed, "given": given }
}

/// The probabilities of a level by the outcome of another comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Where the other comparison speaks for a match.
    pub agree: Likelihood,
    /// Where it speaks against one.
    pub differ: Likelihood,
}

read_object! {
    Given, Given::default(),
    must { "agree": agree, "differ": differ }
    may {}
}

/// Probabilities of a level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Likelihood {
    /// Among pairs that are the same customer.
    pub m: f64,
    /// Among pairs that are not.
    pub u: f64,
}

read_object! {
    Likelihood, Likelihood::default(),
    must { "m": m, "u": u }
    may {}
}
