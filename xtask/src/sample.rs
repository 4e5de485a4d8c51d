//! `cargo xtask sample`: a data set of any size, made natively.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use crate::{log, workspace};

/// What data to make and where.
#[derive(Debug, Args)]
pub struct Options {
    /// How many companies; about three records and eight events come of each
    #[arg(long, default_value_t = 1000)]
    companies: u32,
    /// The same seed gives the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder to write `customers.csv`, `events.csv` and `truth.csv` to
    #[arg(short, long, default_value = "target/sample")]
    output: PathBuf,
}

/// Makes the data.
pub fn run(options: &Options) -> Result<()> {
    let folder = workspace::root().join(&options.output);
    log::step("make sample data", || make(options.companies, options.seed, &folder))
}

/// Makes the data of `companies` in `folder`.
pub fn make(companies: u32, seed: u64, folder: &Path) -> Result<()> {
    let options = kehu_sample::Options { companies, seed, ..Default::default() };
    let written = kehu_sample::write_to(folder, &options, |_, _| {})
        .with_context(|| format!("cannot write to {}", folder.display()))?;
    log::note(format!("{} records and {} events in {}", written.records, written.events, folder.display()));
    Ok(())
}
