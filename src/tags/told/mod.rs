//! What is told of a customer besides its portrait: what it was, since when it is so, and why.

mod history;
mod journey;
pub(in crate::tags) mod past;
mod reasons;
mod turn;

pub use journey::Stay;
