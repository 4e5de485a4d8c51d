//! How is it written: as JSON, as people type it, as other systems have it, in words?

pub(in crate::expr) mod import;
pub(in crate::expr) mod json;
pub(in crate::expr) mod print;
pub(in crate::expr) mod typed;
