//! What will a customer probably do? Models of buying, fitted on the customers at hand.
//!
//! Everything here is a pure function over numbers; what is counted, and what is made of the answers, others say.

mod bg_nbd;
mod gamma_gamma;
mod history;
mod optimize;
mod pareto_nbd;
mod special;

pub use bg_nbd::BgNbd;
pub use gamma_gamma::{GammaGamma, Spending};
pub use history::{History, usual_gap};
pub use optimize::Fit;
pub use pareto_nbd::ParetoNbd;
