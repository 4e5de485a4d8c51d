//! What do we know of this customer? Golden values with their lineage, contacts, events.

mod contacts;
mod events;
mod golden;
mod pins;

pub use contacts::{Contact, Contacts};
pub use events::{Event, Events, Pair, SubjectKey};
pub use golden::{GoldenValue, Loser, Pinned, Sources, Survivorship};
pub use pins::{Pin, Pins};
