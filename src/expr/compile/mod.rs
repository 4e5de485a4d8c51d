//! How does a condition become a plan, with its names known and its types right?

pub(in crate::expr) mod fact;
pub(in crate::expr) mod habit;
pub(in crate::expr) mod operand;
pub(in crate::expr) mod share;
pub(in crate::expr) mod types;
