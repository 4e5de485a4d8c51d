//! `kehu` (客户, "customer") turns the dirty customer records of a B2B company into one trusted customer view.
//!
//! The modules follow the life of a record; reading them in the order below is reading that life. Each answers one
//! question and depends only on earlier ones, which `tests/architecture.rs` enforces.
//!
//! Nothing outside the `wasm` module knows a host: no clock, no randomness, no locale, no I/O. The time, the zone and
//! all bytes are arguments, so the same input gives the same output on every machine.

pub mod bytes;
pub mod digits;
pub mod error;
pub mod json;
pub mod limits;
pub mod messages;
pub mod named;
pub mod reason;
pub mod sort;

pub mod tables;

pub mod text;

pub mod schema;

pub mod columns;

pub mod io;

pub mod normalize;

pub mod expr;

pub mod quality;

pub mod matching;

pub mod identity;

pub mod predict;
pub mod profile;

pub mod tags;

pub mod segments;

pub mod actions;

pub mod analytics;

pub mod privacy;

pub mod store;

pub mod engine;

#[cfg(feature = "wasm")]
pub mod wasm;
