//! What do we know of this customer? Golden values with their lineage, contacts, events.

mod bonds;
mod contacts;
mod events;
mod golden;
mod kinship;
mod pins;
mod taggings;
mod things;

pub use bonds::{Bond, Relations};
pub use contacts::{Contact, Contacts, PersonFields, Standing};
pub use events::{Event, Events, Pair, SubjectKey, Told};
pub use golden::{GoldenValue, Guides, Loser, Pinned, Sources, Survivorship};
pub use kinship::{Kinship, Reference};
pub use pins::{Pin, Pins};
pub use taggings::{Tagging, Taggings};
pub use things::{Thing, things};
