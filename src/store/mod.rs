//! What survives: the journal of accepted changes, and the snapshot that begins it.
//!
//! Everything that an engine derives is a function of its changes and the ruleset, so the changes are all that is
//! kept. `docs/format.md` describes every byte.

mod batch;
mod change;
mod decoder;
mod derived;
mod frame;

pub use batch::{EventBatch, EventNumbers, RecordBatch, write_events, write_records};
pub use change::{Change, EventRow};
pub use decoder::{Decoder, Entry};
pub use derived::{Derived, write_derived};
pub use frame::{Reader, Sequence, VERSION, begin_snapshot, write_frame};
