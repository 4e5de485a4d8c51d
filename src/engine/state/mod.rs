//! What does an engine hold, and how does it survive?

mod ahead;
mod digest;
mod fields;
mod journal;
mod removal;
mod snapshot;
mod staging;

pub use removal::Erased;
pub use staging::{Progress, Stage};

pub(super) use fields::Fields;
pub(super) use journal::CHUNK;
pub(super) use staging::{Staging, read_cell};
