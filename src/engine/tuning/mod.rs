//! Does the ruleset suit the data, and what would another one do?

mod evaluate;
mod foretell;
mod links;
mod lint;
mod reresolve;
mod train;

pub use foretell::{FittedScore, ForetellCheck, ForetellOutcome, ReliabilityBin, ReliabilityView};
pub use lint::LintFinding;
pub use reresolve::{Regrouping, Resolution};
pub use train::TrainOutcome;
