//! Fields of a record.

use serde::{Deserialize, Serialize};

use super::{DeriveDef, Label, Period, Severity, ValidDef};
use crate::messages::Language;
use crate::schema::FieldKind;

/// What a field speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// How carefully a field must be handled; decides the mask of roles that may not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// Which of several values of a field becomes the golden one.
///
/// Every strategy prefers valid values to suspect ones and never takes an invalid one while there is another; of values
/// as good it prefers those whose source is surer of them. Ties go to the most recent record, then to the one that
/// came first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// A field: its kind, its names and how it is treated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// How much it matters when it is missing although required, or breaks `valid`.
    #[serde(default, skip_serializing_if = "Severity::is_error")]
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
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outliers: bool,
    /// Who answers for the field's data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
}

impl FieldDef {
    /// A text field of a record that nothing is said of, as files bring them along.
    pub fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: FieldKind::Text,
            entity: Entity::Record,
            label: Label::default(),
            headers: Vec::new(),
            required: false,
            sensitivity: Sensitivity::default(),
            survivorship: Strategy::default(),
            severity: Severity::default(),
            valid: None,
            derive: None,
            fresh_for: None,
            outliers: false,
            owner: String::new(),
        }
    }

    /// What people call it in `language`, else its name.
    pub fn title(&self, language: Language) -> &str {
        Some(self.label.get(language)).filter(|label| !label.is_empty()).unwrap_or(&self.name)
    }
}
