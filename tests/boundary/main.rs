//! The boundary where it lives: in a JavaScript host, without the harness around it. `cargo xtask test boundary`.
//!
//! There is no harness of Rust's either, as not every standard library for wasm has one: JavaScript calls the tests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

#[cfg(target_family = "wasm")]
mod tests;

fn main() {}
