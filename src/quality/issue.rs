//! What is wrong with a record, field by field.

use serde::Serialize;

use crate::messages::Language;
use crate::normalize::{Normalized, Status};
use crate::reason::Reason;
use crate::schema::ruleset::FieldDef;

/// How much an issue matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The value cannot be used.
    Error,
}

/// Something wrong with a field of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Issue {
    /// Name of the field.
    pub field: String,
    /// How much it matters.
    pub severity: Severity,
    /// The reason in words.
    pub text: String,
    /// The reason.
    #[serde(flatten)]
    pub reason: Reason,
}

impl Issue {
    fn new(field: &FieldDef, severity: Severity, reason: Reason, language: Language) -> Self {
        Self { field: field.name.clone(), severity, text: reason.text(language), reason }
    }
}

/// The issues of a field's value, in the order of its reasons.
pub fn issues_of(field: &FieldDef, value: &Normalized, language: Language) -> Vec<Issue> {
    let severity = if value.status == Status::Invalid { Severity::Error } else { Severity::Warning };
    value.reasons.iter().map(|reason| Issue::new(field, severity, reason.clone(), language)).collect()
}

/// The issue that a required field is empty.
pub fn missing(field: &FieldDef, language: Language) -> Issue {
    let label = field.label.get(language);
    let name = if label.is_empty() { &field.name } else { label };
    Issue::new(field, Severity::Error, Reason::new("quality/required").with("field", name), language)
}
