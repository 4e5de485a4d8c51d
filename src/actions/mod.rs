//! What should be done now, for whom, why: once, with cooldown and idempotency key.
//!
//! The engine only says what is due. Who carries it out reports back with the action's key, and the action is not due again
//! until its rule allows it.

mod assignment;
mod channel;
mod contact;
mod due;
mod experiment;
mod goal;
mod held;
mod journey;
mod key;
mod planner;
mod results;
mod rule;
mod schedule;
mod template;

pub use assignment::{Assigner, Found};
pub use contact::{People, Who};
pub use due::{Action, Control, Customer, Due, Occasion, Past, Query};
pub use experiment::CONTROL;
pub use goal::Goal;
pub use held::Held;
pub use journey::{Ending, Journey, Run, Traveller};
pub use planner::Planner;
pub use results::{Outcome, Share};
