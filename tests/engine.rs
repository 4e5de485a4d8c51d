//! The whole engine through its front door: records and events in, customers out.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, its helpers too"
)]

#[path = "engine/actions.rs"]
mod actions;
#[path = "engine/adversary.rs"]
mod adversary;
#[path = "engine/analytics.rs"]
mod analytics;
#[path = "engine/assign.rs"]
mod assign;
#[path = "engine/blocking.rs"]
mod blocking;
#[path = "engine/cleaning.rs"]
mod cleaning;
#[path = "engine/damage.rs"]
mod damage;
#[path = "engine/decisions.rs"]
mod decisions;
#[path = "engine/drift.rs"]
mod drift;
#[path = "engine/enrich.rs"]
mod enrich;
#[path = "engine/events.rs"]
mod events;
#[path = "engine/everywhere.rs"]
mod everywhere;
#[path = "engine/files.rs"]
mod files;
#[path = "engine/foretell.rs"]
mod foretell;
#[path = "engine/golden.rs"]
mod golden;
#[path = "engine/guards.rs"]
mod guards;
#[path = "engine/hearing.rs"]
mod hearing;
#[path = "engine/histories.rs"]
mod histories;
#[path = "engine/hostile.rs"]
mod hostile;
#[path = "engine/identity.rs"]
mod identity;
#[path = "engine/incremental.rs"]
mod incremental;
#[path = "engine/journeys.rs"]
mod journeys;
#[path = "engine/levels.rs"]
mod levels;
#[path = "engine/lifecycle.rs"]
mod lifecycle;
#[path = "engine/lists.rs"]
mod lists;
#[path = "engine/lives.rs"]
mod lives;
#[path = "engine/order.rs"]
mod order;
#[path = "engine/places.rs"]
mod places;
#[path = "engine/play.rs"]
mod play;
#[path = "engine/power.rs"]
mod power;
#[path = "engine/privacy.rs"]
mod privacy;
#[path = "engine/rehearse.rs"]
mod rehearse;
#[path = "engine/relations.rs"]
mod relations;
#[path = "engine/results.rs"]
mod results;
#[path = "engine/rfm.rs"]
mod rfm;
#[path = "engine/rules.rs"]
mod rules;
#[path = "engine/scenes.rs"]
mod scenes;
#[path = "engine/slips.rs"]
mod slips;
#[path = "engine/story.rs"]
mod story;
#[path = "engine/survival.rs"]
mod survival;
#[path = "engine/tags.rs"]
mod tags;
#[path = "engine/time.rs"]
mod time;
#[path = "engine/training.rs"]
mod training;
#[path = "engine/world.rs"]
mod world;
