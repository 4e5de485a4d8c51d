//! Are these two records the same?
//!
//! Records that share a blocking key are compared; every comparison adds its match weight, in units of 1/1024 bit, to
//! the prior's (Fellegi and Sunter 1969). The sum against two thresholds is the decision. Weights are integers, so
//! that every host adds them to the same sum. [`plan`] and `train` learn the weights from the records.

mod blocking;
mod compare;
mod evaluate;
mod gather;
mod index;
mod index_packed;
pub mod kernels;
mod levels;
mod measures;
mod model;
mod plan;
mod settle;
mod synonyms;
mod tally;
mod train;
mod wholes;

pub use blocking::BlockingKeys;
pub use compare::{Finding, Scorer};
pub use evaluate::{Evaluation, Figures, Judged, evaluate};
pub use index::{Candidate, Index};
pub use model::{CERTAIN, Decision, Model, Weight, probability, weight_of};
pub use plan::plan;
pub use tally::{RuleStatistics, Tally};
pub use train::{Comparable, Label, TrainedComparison, Training, TrainingReport};
