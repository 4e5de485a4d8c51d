//! What do the numbers say about many customers? Small, exact functions with plain results.
//!
//! Everything here is pure: sets, counts and paths come in, counts and shares go out. Who is counted, and what things are
//! called, the engine says.

mod associations;
mod attribution;
mod clusters;
mod contrast;
mod markov;
mod overlap;
mod retention;
mod shares;

pub use associations::{Rule, associations};
pub use attribution::{Credit, Model, Path, attribute};
pub use clusters::{Clustering, cluster, silhouette};
pub use contrast::{Proportions, median};
pub use markov::removal_effects;
pub use overlap::{Intersection, intersections};
pub use retention::{Cohort, cohorts};
pub use shares::{rate, share_out};
