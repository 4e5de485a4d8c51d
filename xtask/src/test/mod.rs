//! `cargo xtask test`: every test, in the order of how soon it fails.

mod boundary;
mod suite;
mod tally;

use std::process::ExitCode;

use anyhow::ensure;

use crate::log;
pub use suite::Suite;
use tally::Tally;

/// Runs the suites, all of them when none is named. The last line printed is the sum.
pub fn run(suites: &[Suite]) -> ExitCode {
    let suites = if suites.is_empty() { &Suite::ALL } else { suites };
    let mut total = Tally::default();
    for suite in suites {
        total += tally_of(*suite);
    }
    println!("{total}");
    if total.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A suite that cannot run, or runs nothing, counts as one failure; the others still run.
fn tally_of(suite: Suite) -> Tally {
    let mut tally = Tally::default();
    let outcome = log::step(&format!("{} tests", suite.name()), || {
        tally = suite.run()?;
        ensure!(tally.is_success(), "{tally}");
        Ok(())
    });
    log::note(outcome.map_or_else(|error| format!("{error:#}"), |()| tally.to_string()));
    if tally == Tally::default() { Tally::FAILURE } else { tally }
}
