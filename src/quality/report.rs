//! The quality of a batch: how full, valid, varied and fresh each field is, and what is wrong how often.

use serde::Serialize;

use super::Severity;
use super::drift::Drift;

/// The quality of one field over a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldQuality {
    /// Name of the field.
    pub field: String,
    /// Who answers for its data.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// From 0 to 100: the share of usable values among those given or required, a doubtful one counting half.
    pub score: f64,
    /// The score before cleaning: a value counts only where it was written in its canonical form.
    pub score_before: f64,
    /// Rows that give something.
    pub filled: u64,
    /// Rows that give nothing although they should.
    pub missing: u64,
    /// Rows whose value is valid.
    pub valid: u64,
    /// Rows whose value is usable, but doubtful.
    pub suspect: u64,
    /// Rows whose value is none of its kind.
    pub invalid: u64,
    /// Different values; not counted source by source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u64>,
    /// Rows whose value was written differently from its canonical form.
    pub changed: u64,
    /// Rows whose value is older than it may be.
    pub stale: u64,
    /// Rows that lack the value, but another field of which tells it.
    pub derived: u64,
    /// All values with how often each occurs, where there are few; else the most frequent ones. None of personal
    /// information.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueCount>,
}

/// How often a value occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ValueCount {
    /// The value as it is shown.
    pub value: String,
    /// Rows that give it.
    pub count: u64,
}

/// The quality of what one source gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceQuality {
    /// Name of the source.
    pub source: String,
    /// Its rows.
    pub rows: u64,
    /// The score of its rows.
    pub score: f64,
    /// The score of its rows before cleaning.
    pub score_before: f64,
    /// When its oldest record was last written, where records say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<String>,
    /// When its newest record was last written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// Field by field.
    pub fields: Vec<FieldQuality>,
}

/// How often something is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueCount {
    /// Code of the reason.
    pub code: String,
    /// Name of the field.
    pub field: String,
    /// The check of the ruleset that is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// How much it matters, where the ruleset says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Rows concerned.
    pub count: u64,
    /// The reason in words.
    pub text: String,
}

/// The quality of a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityReport {
    /// Rows looked at.
    pub rows: u64,
    /// From 0 to 100: the share of usable values among those given or required, a doubtful one counting half.
    pub score: f64,
    /// The score the batch had before cleaning: a value counts only where it was written in its canonical form.
    pub score_before: f64,
    /// Field by field, in the ruleset's order; empty fields left out.
    pub fields: Vec<FieldQuality>,
    /// Source by source, where records name theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceQuality>,
    /// What is wrong, most frequent first.
    pub issues: Vec<IssueCount>,
    /// How the batch differs from the one before, where its report was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<Vec<Drift>>,
}
