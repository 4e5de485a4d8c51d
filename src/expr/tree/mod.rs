//! What does a condition say?

pub(in crate::expr) mod ast;
pub(in crate::expr) mod number;
