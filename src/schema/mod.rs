//! Which entities, fields and field kinds exist, and how do a source's columns map onto them?

pub mod mapping;
pub mod ruleset;
pub mod splink;

mod kind;

pub use kind::FieldKind;
