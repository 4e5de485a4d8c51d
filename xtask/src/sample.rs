//! `cargo xtask sample`: a data set of any size, made natively.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::{shell, workspace};

/// What data to make and where.
#[derive(Debug, Args)]
pub struct Options {
    /// How many companies
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
    make(options.companies, options.seed, &workspace::root().join(&options.output))
}

/// Makes the data of `companies` in `folder`.
pub fn make(companies: u32, seed: u64, folder: &Path) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["run", "--quiet", "--release", "--package", "kehu-sample", "--"]);
    cargo.args(["--companies", &companies.to_string(), "--seed", &seed.to_string(), "-o"]).arg(folder);
    shell::run(&mut cargo)
}
