//! What do we know of this customer? Golden values with their lineage, contacts, events.

mod contacts;
mod events;
mod golden;

pub use contacts::{Contact, Contacts};
pub use events::{Event, Events, Pair, SubjectKey};
pub use golden::{GoldenValue, Loser, Survivorship};
