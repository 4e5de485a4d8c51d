//! The canonical form: a tree of JSON.

mod contacts;
mod event;
pub(in crate::expr) mod parse;
mod sequence;
pub(in crate::expr) mod write;
