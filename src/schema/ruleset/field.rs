//! Fields of a record.

use serde::Serialize;

use crate::json::{read_names, read_object};

use super::{DeriveDef, Label, Period, Severity, ValidDef};
use crate::messages::Language;
use crate::schema::FieldKind;

/// What a field speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Entity {
    /// The company.
    #[default]
    Company,
    /// The contact person.
    Contact,
    /// The record itself: who owns it, when it was written.
    Record,
}

read_names! { Entity, { "company": Company, "contact": Contact, "record": Record } }

/// How carefully a field must be handled; decides the mask of roles that may not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// Anybody may know it.
    #[default]
    Public,
    /// For the company's own staff.
    Internal,
    /// Personal information.
    Personal,
    /// Sensitive personal information (PIPL art. 28).
    Sensitive,
}

read_names! {
    Sensitivity, {
        "public": Public, "internal": Internal, "personal": Personal, "sensitive": Sensitive
    }
}

/// Which of several values of a field becomes the golden one.
///
/// Every strategy prefers valid values to suspect ones and never takes an invalid one while there is another; of values
/// as good it prefers those whose source is surer of them. Ties go to the most recent record, then to the
/// [senior](crate::identity::Seniority) one. A value that somebody fixed by hand goes before any strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// From the record written last.
    #[default]
    MostRecent,
    /// From the record written first.
    Oldest,
    /// From the most trusted source.
    SourcePriority,
    /// The value that most records give.
    MostFrequent,
    /// The longest text.
    Longest,
    /// The smallest value (numbers, amounts and dates by size, other text by order).
    Min,
    /// The largest value.
    Max,
    /// All distinct values.
    Union,
    /// From the record that fills most fields.
    MostComplete,
    /// From a record that says, in the field named by `verified`, that it was verified.
    VerifiedFirst,
    /// From the record that the value of the field named by `follows` came from, so that what belongs together stays
    /// together.
    Follow,
    /// The sum of the numbers of all records.
    Sum,
}

read_names! {
    Strategy, {
        "most_recent": MostRecent, "oldest": Oldest, "source_priority": SourcePriority,
        "most_frequent": MostFrequent, "longest": Longest, "min": Min, "max": Max, "union": Union,
        "most_complete": MostComplete, "verified_first": VerifiedFirst, "follow": Follow, "sum": Sum
    }
}

/// A field: its kind, its names and how it is treated.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FieldDef {
    /// Name in records, conditions and results.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// What it speaks of.
    #[serde(default)]
    pub entity: Entity,
    /// What people call it.
    #[serde(default)]
    pub label: Label,
    /// Column headers that mean this field, besides its name and labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// Whether a record without it is incomplete.
    #[serde(default)]
    pub required: bool,
    /// How carefully it must be handled.
    #[serde(default)]
    pub sensitivity: Sensitivity,
    /// Which of several values becomes the golden one.
    #[serde(default)]
    pub survivorship: Strategy,
    /// The field whose value this one follows, with the strategy `follow`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// The field that says whether a record's value was verified, with the strategy `verified_first`: anything but a no
    /// counts, a date as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<String>,
    /// How much it matters when it is missing although required, or breaks `valid`.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub severity: Severity,
    /// What its values must be, besides values of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Box<ValidDef>>,
    /// How a value that is missing may be derived from other fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derive: Option<Box<DeriveDef>>,
    /// How long a value is fresh after its record was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_for: Option<Period>,
    /// Whether a batch is searched for numbers and amounts far from all others.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub outliers: bool,
    /// Who answers for the field's data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
}

read_object! {
    FieldDef, FieldDef::default(),
    must { "name": name, "kind": kind }
    may {
        "entity": entity, "label": label, "headers": headers, "required": required,
        "sensitivity": sensitivity, "survivorship": survivorship, "follows": follows, "verified": verified, "severity": severity, "valid": valid,
        "derive": derive, "freshFor": fresh_for, "outliers": outliers, "owner": owner
    }
}

impl FieldDef {
    /// A text field of a record that nothing is said of, as files bring them along. It may be about anything, a person too.
    pub fn plain(name: &str) -> Self {
        let (entity, sensitivity) = (Entity::Record, Sensitivity::Personal);
        Self { name: name.to_owned(), entity, sensitivity, ..Self::default() }
    }

    /// What people call it in `language`, else its name.
    pub fn title(&self, language: Language) -> &str {
        Some(self.label.get(language)).filter(|label| !label.is_empty()).unwrap_or(&self.name)
    }
}
