//! How do customers rank by recency, frequency and money, one against all?

mod bought;
mod census;
mod class;
mod ranking;
mod score;
mod standing;
mod survey;

pub use census::{Census, Measures};
pub use class::{RfmClass, rfm_classes};
pub use score::Population;
pub use standing::Standing;
pub use survey::{Purchase, Survey};

pub(in crate::tags) use score::Rfm;
