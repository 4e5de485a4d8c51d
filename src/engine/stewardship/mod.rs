//! What do people decide, and how is it taken back?

mod bind;
mod decide;
mod operations;
mod pin;
mod relations;
mod review;
mod tagging;

pub use decide::Splits;
pub use operations::{Author, HistoryPage, HistoryQuery, OperationView};
pub use relations::RelationOptions;
pub use review::{Explanation, PairQuery, RefusalPage, RefusalView, ReviewPage, ReviewPair};
pub use tagging::TagOptions;

pub(super) use relations::Relative;
