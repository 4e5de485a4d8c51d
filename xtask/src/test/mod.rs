//! `cargo xtask test`: every test, in the order of how soon it fails.

mod suite;
mod tally;

use anyhow::{Result, ensure};

use crate::log;
pub use suite::Suite;
use tally::Tally;

/// Runs the suites, all of them when none is named. The last line printed is the sum.
pub fn run(suites: &[Suite]) -> Result<()> {
    let suites = if suites.is_empty() { &Suite::ALL } else { suites };
    let mut total = Tally::default();
    for suite in suites {
        total += tally_of(*suite);
    }
    println!("{total}");
    ensure!(total.is_success(), "not every test passed");
    Ok(())
}

/// A suite that cannot run counts as one failure, and the others still run.
fn tally_of(suite: Suite) -> Tally {
    let title = format!("{} tests", suite.name());
    let tally = log::step(&title, || {
        let tally = suite.run()?;
        log::note(format!("{}: {tally}", suite.name()));
        ensure!(tally.is_success(), "{tally}");
        Ok(tally)
    });
    tally.unwrap_or_else(|error| {
        println!("  {title}: {error:#}");
        error.downcast().unwrap_or(Tally::FAILURE)
    })
}
