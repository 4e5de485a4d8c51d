//! Is the record complete, valid, plausible; how good is this batch, and is it like the one before?

mod checks;
mod counts;
mod derive;
mod drift;
mod histogram;
mod issue;
mod pattern;
mod report;
mod rules;
mod steps;
mod subject;
mod tally;
mod valid;
mod written;

pub use checks::Told;
pub use drift::{Drift, compare};
pub use issue::{Issue, issues_of, missing, required, stale};
pub use pattern::Pattern;
pub use report::{FieldQuality, IssueCount, QualityReport, SourceQuality, ValueCount};
pub use rules::{Breach, Deadlines, Derived, Rules};
pub use steps::{Steps, Texts};
pub use tally::{Batch, Tally};
pub use written::{WRITTEN, Written};

pub use crate::schema::ruleset::Severity;

/// The form in which values of the ruleset are compared with values of records: without case, width or spaces around,
/// in simplified characters; unlike folding, it keeps the mark that tells `A+` from `A`.
fn key(text: &str) -> String {
    crate::text::simplify(&crate::text::to_half_width(text.trim())).to_lowercase()
}
