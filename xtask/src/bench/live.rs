//! One change at a time, of a large base and under a large ruleset.

use anyhow::Result;

use super::{data, in_wasm, natively, packaged, table};
use crate::log;

/// So many companies have about 119,000 customers, and their events, told three times, are more than two million.
const COMPANIES: u32 = 100_000;

pub fn run() -> Result<()> {
    packaged()?;
    let many = data(COMPANIES)?;
    measure("a large base", &[&many.to_string_lossy(), "3"])?;
    let usual = data(super::COMPANIES)?;
    measure("200 tags, 100 segments, 50 rules", &[&usual.to_string_lossy(), "1", "large"])
}

fn measure(what: &str, arguments: &[&str]) -> Result<()> {
    let wasm = log::step("measure in wasm", || in_wasm("live", arguments))?;
    let native = log::step("measure natively", || natively("live", arguments))?;
    println!("\n{what}\n{}", table::render(&table::LIVE, &wasm, &native));
    Ok(())
}
