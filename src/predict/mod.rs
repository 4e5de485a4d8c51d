//! What will a customer probably do? Models of buying, fitted on the customers at hand.
//!
//! Everything here is a pure function over numbers; what is counted, and what is made of the answers, others say.

mod bg_nbd;
mod cycle;
mod gamma_gamma;
mod history;
mod logistic;
mod optimize;
mod pareto_nbd;
mod propensity;
mod reliability;
mod special;

pub use bg_nbd::BgNbd;
pub use cycle::Cycle;
pub use gamma_gamma::{GammaGamma, Spending};
pub use history::History;
pub use logistic::{Logistic, logistic};
pub use optimize::{Fit, rounded};
pub use pareto_nbd::ParetoNbd;
pub use propensity::{Example, Feature, LEAST, Learned, Term, TooLittle, learn};
pub use reliability::{Bin, Reliability, Told};
