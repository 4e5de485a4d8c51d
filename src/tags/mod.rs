//! What is to be said of a customer in a word or a number: tags, scores, lifecycle stage, membership of segments.
//!
//! [`Tagger`] compiles those parts of a ruleset together, because they may build on each other, and draws the
//! [`Portrait`] of one customer at a time. Only an RFM score asks for more than the customer: the [`Population`].

mod agenda;
mod bought;
mod causes;
mod census;
mod cluster;
mod decay;
mod forecast;
mod foresight;
mod history;
mod journey;
mod order;
mod past;
mod points;
mod portrait;
mod portraits;
mod propensity;
mod ranking;
mod reasons;
mod rfm;
mod rfm_class;
mod standing;
mod survey;
mod tag;
mod tagger;
mod turn;

pub use agenda::Agenda;
pub use causes::Causes;
pub use census::{Census, Measures};
pub use cluster::{distance, nearest};
pub use forecast::Forecast;
pub use foresight::Foreseen;
pub use journey::Stay;
pub use portrait::{Portrait, Portrayed};
pub use portraits::{Glance, Portraits};
pub use rfm::Population;
pub use rfm_class::{RfmClass, rfm_classes};
pub use standing::Standing;
pub use survey::{Purchase, Survey};
pub use tagger::{Definitions, Tagger};
