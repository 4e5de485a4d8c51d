//! What survives: the journal of accepted changes, and the snapshot that begins it.
//!
//! Everything that an engine derives is a function of its changes and the ruleset, so the changes are all that is
//! kept. `docs/format.md` describes every byte.

mod change;
mod frame;

pub use change::{Change, EventRow};
pub use frame::{Reader, VERSION, begin_snapshot, write_frame};
