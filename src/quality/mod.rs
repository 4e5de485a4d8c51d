//! Is the record complete, valid, plausible; how good is this batch?

mod issue;
mod report;

pub use issue::{Issue, Severity, issues_of, missing};
pub use report::{FieldQuality, IssueCount, QualityReport, Tally};
