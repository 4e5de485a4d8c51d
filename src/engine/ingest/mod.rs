//! How do records and events come in?

mod check;
mod clean;
mod cleaner;
mod enrich;
mod event_check;
mod events;
mod head;
mod import;
mod import_rows;
mod input;
mod upsert;

pub use check::{CheckResult, EntryMatch};
pub use clean::{CleanResult, FieldStep, Suggestion};
pub use cleaner::{CleanReport, Cleaner, CleanerOptions, Form};
pub use enrich::Enrichment;
pub use event_check::EventIssues;
pub use events::{TrackChange, TrackOutcome, TrackResult};
pub use head::{Head, HeadQuery};
pub use import::{Format, GenericValue, ImportKind, ImportOptions, ImportReport};
pub use input::Input;
pub use upsert::{UpsertOutcome, UpsertResult};

pub(super) use events::RECORD;
pub(super) use import::{Import, Source};
