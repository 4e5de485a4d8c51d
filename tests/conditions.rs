//! The condition language, tags, scores, segments, stages and actions, through the crate's front door.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking, its helpers too")]

#[path = "conditions/cases.rs"]
mod cases;
#[path = "conditions/imported.rs"]
mod imported;
#[path = "conditions/naive.rs"]
mod naive;
#[path = "conditions/portraits.rs"]
mod portraits;
#[path = "conditions/sweep.rs"]
mod sweep;
#[path = "conditions/world.rs"]
mod world;
