//! What is to be said of a customer in a word or a number: tags, scores, lifecycle stage, membership of segments.
//!
//! [`Tagger`] compiles those parts of a ruleset together, because they may build on each other, and draws the
//! [`Portrait`] of one customer at a time. Only an RFM score asks for more than the customer: the [`Population`].
//!
//! Beside the tagger lie the kinds of score (`scores`), the one that ranks all customers (`rfm`), what is drawn of a customer
//! (`portrait`), and what else is told of one: what it was, since when it is so, and why (`told`).

mod causes;
mod order;
mod portrait;
mod rfm;
mod scores;
mod tag;
mod tagger;
mod told;

pub use causes::Causes;
pub use portrait::{Agenda, Glance, Portrait, Portraits, Portrayed};
pub use rfm::{Census, Measures, Population, Purchase, RfmClass, Standing, Survey, rfm_classes};
pub use scores::{Forecast, Foreseen, distance, nearest};
pub use tagger::{Definitions, Tagger};
pub use told::Stay;
