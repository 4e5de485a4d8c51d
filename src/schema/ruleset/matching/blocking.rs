//! Which pairs of records are compared at all.

use serde::Serialize;

use super::Part;
use crate::json::read_object;

/// Records that agree on this are compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BlockingRule {
    /// Name in statistics.
    pub name: String,
    /// The fields whose values give keys; pooled.
    pub fields: Vec<String>,
    /// The part that must agree.
    #[serde(default)]
    pub part: Part,
    /// Keep only this many characters of the part: from its start, or from its end when negative. By itself, a text that
    /// is no longer gives no key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chars: Option<i8>,
    /// Every word of the part is a key of its own.
    #[serde(default)]
    pub words: bool,
    /// What must agree too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub and: Vec<KeyPart>,
    /// A key that more records than this share brings nobody together; the ruleset's own number where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generic_above: Option<u32>,
    /// Whether training added it; training anew begins without.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub learned: bool,
}

read_object! {
    BlockingRule, BlockingRule::default(),
    must { "name": name, "fields": fields }
    may {
        "part": part, "chars": chars, "words": words, "and": and, "genericAbove": generic_above, "learned": learned
    }
}

/// A further part of a blocking key.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct KeyPart {
    /// The fields whose values must agree; pooled.
    pub fields: Vec<String>,
    /// The part that must agree.
    #[serde(default)]
    pub part: Part,
    /// Only this many characters of the part: from its start, or from its end when negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chars: Option<i8>,
}

read_object! {
    KeyPart, KeyPart::default(),
    must { "fields": fields }
    may { "part": part, "chars": chars }
}
