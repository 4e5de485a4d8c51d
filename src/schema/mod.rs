//! Which entities, fields and field kinds exist, and how a source's columns map onto them.

mod kind;

pub use kind::FieldKind;
