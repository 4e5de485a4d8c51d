//! What does it ask of a customer, and what does it answer?

pub(in crate::expr) mod days;
pub(in crate::expr) mod value;
