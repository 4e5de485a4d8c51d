//! What is demanded of values and records, and how texts are put in order before they are read.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{ConditionDef, Label};
use crate::json::{Document, Fault, read_names, read_object};

/// How much a breach of a rule matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The value cannot be used.
    #[default]
    Error,
}

read_names! { Severity, { "warning": Warning, "error": Error } }

/// What a field's values must be, besides values of its kind; asked of the canonical value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ValidDef {
    /// A pattern that the whole value matches: characters, `.`, `\d`, `\w`, `\p{Han}`, classes such as `[A-Z0-9]`,
    /// `|` between alternatives, and `?`, `*`, `+`, `{n}`, `{m,n}` or `{m,}` behind a character or class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The least number or amount, or the first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Bound>,
    /// The largest number or amount, or the last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Bound>,
    /// The only values permitted, in any spelling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// Values that only fill the field, besides those that the engine knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub placeholders: Vec<String>,
}

read_object! {
    ValidDef, ValidDef::default(),
    must {}
    may { "format": format, "min": min, "max": max, "allowed": allowed, "placeholders": placeholders }
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

/// A value written as a number or as a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Scalar"))]
#[serde(transparent)]
pub struct Bound(pub String);

impl Document for Bound {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        match value {
            Value::String(text) => Ok(Self(std::mem::take(text))),
            Value::Number(number) => Ok(Self(number.to_string())),
            other => Err(Fault::mismatch(other, &"form/scalar")),
        }
    }
}

/// What the value of one field tells of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The province: of a landline, a resident ID, a social credit code, an address, a region, a company name.
    #[default]
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

read_names! {
    Fact, {
        "province": Province, "city": City, "county": County, "birth_date": BirthDate, "gender": Gender,
        "domain": Domain, "industry": Industry
    }
}

/// How a value that is missing may be derived.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeriveDef {
    /// What is derived.
    pub fact: Fact,
    /// The fields that tell it, most telling first.
    pub from: Vec<String>,
}

read_object! {
    DeriveDef, DeriveDef::default(),
    must { "fact": fact, "from": from }
    may {}
}

/// How two fields of a record must stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The field says what can be derived from the other.
    Agrees,
    /// The same value.
    #[default]
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

read_names! {
    Relation, {
        "agrees": Agrees, "equals": Equals, "not_equals": NotEquals, "lt": Lt, "lte": Lte, "gt": Gt,
        "gte": Gte
    }
}

/// A rule on a record as a whole: how two of its fields stand to each other, or what must hold; for every record, or for those
/// of which a condition holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// Of which records, by their fields; all of them unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionDef>,
    /// How the field must stand to the other; a record that lacks one of them keeps the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Relation>,
    /// The other field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What must hold of the record, instead of `is` and `to`; it is broken where it is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must: Option<ConditionDef>,
    /// How much a breach matters.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub severity: Severity,
}

read_object! {
    CheckDef, CheckDef::default(),
    must { "id": id, "field": field }
    may { "label": label, "when": when, "is": is, "to": to, "must": must, "severity": severity }
}

/// What a cleaning step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum StepName {
    /// Takes spaces, and the characters of `find`, off both ends.
    #[default]
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

read_names! {
    StepName, {
        "trim": Trim, "upper": Upper, "lower": Lower, "replace": Replace, "map": Map, "default": Default,
        "split": Split, "join": Join
    }
}

/// A cleaning step: what is done with a field's text before it is read as a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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

read_object! {
    StepDef, StepDef::default(),
    must { "field": field, "do": name }
    may { "find": find, "with": with, "values": values, "fields": fields }
}
