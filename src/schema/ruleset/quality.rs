//! What is demanded of values and records, and how texts are put in order before they are read.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::Label;

/// How much a breach of a rule matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The value cannot be used.
    #[default]
    Error,
}

impl Severity {
    pub(super) fn is_error(&self) -> bool {
        *self == Self::Error
    }
}

/// What a field's values must be, besides values of its kind; asked of the canonical value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ValidDef {
    /// A pattern that the whole value matches: characters, `.`, `\d`, `\w`, `\p{Han}`, classes such as `[A-Z0-9]`,
    /// `|` between alternatives, and `?`, `*`, `+`, `{n}`, `{m,n}` or `{m,}` behind a character or class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The least number or amount, or the first day.
    #[serde(deserialize_with = "scalar", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Scalar>"))]
    pub min: Option<String>,
    /// The largest number or amount, or the last day.
    #[serde(deserialize_with = "scalar", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Scalar>"))]
    pub max: Option<String>,
    /// The only values permitted, in any spelling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// Values that only fill the field, besides those that the engine knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub placeholders: Vec<String>,
}

/// A number or a text, as texts.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Scalar {
    Text(String),
    Number(f64),
}

fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(D::Error::custom("neither a number nor a text")),
    }
}

/// What the value of one field tells of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The province: of a landline, a resident ID, a social credit code, an address, a region, a company name.
    Province,
    /// The city or, of a municipality, the municipality; of the same.
    City,
    /// The county; of the same.
    County,
    /// The birth date, of a resident ID.
    BirthDate,
    /// The gender, of a resident ID.
    Gender,
    /// The company's own domain, of a mail address that no mail provider gives, or of a web address.
    Domain,
    /// The industry, of a company name.
    Industry,
}

/// How a value that is missing may be derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeriveDef {
    /// What is derived.
    pub fact: Fact,
    /// The fields that tell it, most telling first.
    pub from: Vec<String>,
}

/// How two fields of a record must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The field says what can be derived from the other.
    Agrees,
    /// The same value.
    Equals,
    /// Another value.
    NotEquals,
    /// Less, or earlier.
    Lt,
    /// Less or equal, or not later.
    Lte,
    /// More, or later.
    Gt,
    /// More or equal, or not earlier.
    Gte,
}

/// A rule on two fields of a record; a record that lacks one of them keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckDef {
    /// Name in results.
    pub id: String,
    /// What is wrong when it is broken, in words; the engine has words of its own.
    #[serde(default)]
    pub label: Label,
    /// The field that is judged.
    pub field: String,
    /// How it must stand to the other.
    pub is: Relation,
    /// The other field.
    pub to: String,
    /// How much a breach matters.
    #[serde(default, skip_serializing_if = "Severity::is_error")]
    pub severity: Severity,
}

/// What a cleaning step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum StepName {
    /// Takes spaces, and the characters of `find`, off both ends.
    Trim,
    /// Writes Latin letters large.
    Upper,
    /// Writes Latin letters small.
    Lower,
    /// Writes `with` wherever `find` stands.
    Replace,
    /// Writes for a whole value the one that `values` gives for it.
    Map,
    /// Writes `with` where nothing is given.
    Default,
    /// Parts the text at each `find`, and gives the parts to `fields`, the rest to the last of them.
    Split,
    /// Writes the values of `fields`, with `with` between them, where nothing is given.
    Join,
}

/// A cleaning step: what is done with a field's text before it is read as a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepDef {
    /// The field.
    pub field: String,
    /// What is done.
    #[serde(rename = "do")]
    pub name: StepName,
    /// What is looked for, as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// What is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// New values by old ones; old ones in any case and width.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Other fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}
