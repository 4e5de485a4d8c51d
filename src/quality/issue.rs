//! What is wrong with a record, field by field.

use serde::Serialize;

use crate::messages::Language;
use crate::normalize::{Normalized, Status};
use crate::reason::Reason;
use crate::schema::ruleset::{FieldDef, Severity};

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
    pub(super) fn new(field: &FieldDef, severity: Severity, reason: Reason, language: Language) -> Self {
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
    let reason = Reason::new("quality/required").with("field", field.title(language));
    Issue::new(field, field.severity, reason, language)
}

/// The issue that a field is empty that the caller requires, in the ruleset or not; `label` is what people call it.
pub fn required(name: &str, label: &str, language: Language) -> Issue {
    let reason = Reason::new("quality/required").with("field", label);
    Issue { field: name.to_owned(), severity: Severity::Error, text: reason.text(language), reason }
}

/// The issue that a value is older than its field's values may be.
pub fn stale(field: &FieldDef, written: &str, language: Language) -> Issue {
    let day = written.get(..10).unwrap_or(written);
    let reason = Reason::new("quality/stale").with("field", field.title(language)).with("value", day);
    Issue::new(field, Severity::Warning, reason, language)
}
