//! How is a customer scored: by points, by what probably comes, by whom it is like?

pub(in crate::tags) mod cluster;
mod decay;
mod forecast;
pub(in crate::tags) mod foresight;
pub(in crate::tags) mod points;
pub(in crate::tags) mod propensity;

pub use cluster::{distance, nearest};
pub use forecast::Forecast;
pub use foresight::Foreseen;
