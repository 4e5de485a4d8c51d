//! `cargo xtask bench`: what the engine weighs and how fast it is, in wasm and natively, on this machine.

mod kernels;
mod labelled;
mod live;
mod table;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde_json::Value;

use crate::stamp::{self, Digest};
use crate::{log, node, package, sample, shell, workspace};

/// Enough for somewhat more than 100,000 records.
const COMPANIES: u32 = 35_000;

/// What to measure.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    /// A folder of CSV files with the truth in a column `cluster`, to measure matching on as well
    folder: Option<PathBuf>,
    #[command(subcommand)]
    only: Option<Only>,
}

/// Measurements of their own.
#[derive(Debug, Subcommand)]
enum Only {
    /// Comparing names, side by side with the usual Rust libraries
    Kernels,
    /// Events and records that come one at a time
    Live,
    /// Normalizing, side by side with the usual JavaScript libraries
    Peers,
    /// Conditions asked of a million customers, side by side with a predicate by hand and DuckDB
    Segments,
}

/// Measures on sample data, and on the labelled files of a folder where one is given.
pub fn run(options: &Options) -> Result<()> {
    match options.only {
        Some(Only::Kernels) => kernels::run(),
        Some(Only::Live) => live::run(),
        Some(Only::Peers) => peers(&packaged()?),
        Some(Only::Segments) => segments(),
        None => pipeline(&packaged()?, options.folder.as_deref()),
    }
}

/// Builds the package, and the sample data to measure it on.
fn packaged() -> Result<PathBuf> {
    package::run(&package::RELEASE)?;
    data(COMPANIES)
}

fn peers(data: &Path) -> Result<()> {
    node::install(&workspace::path("benches"))?;
    shell::run(node::node().arg("benches/peers.mjs").arg(data))
}

fn segments() -> Result<()> {
    package::run(&package::RELEASE)?;
    node::install(&workspace::path("benches"))?;
    shell::run(node::node().arg("--max-old-space-size=8192").arg("benches/segments.mjs"))
}

fn pipeline(data: &Path, folder: Option<&Path>) -> Result<()> {
    let arguments = [&*data.to_string_lossy()];
    let wasm = log::step("measure in wasm", || in_wasm("pipeline", &arguments))?;
    let native = log::step("measure natively", || natively("native", &arguments))?;
    println!("\n{}", table::render(&table::FIGURES, &wasm, &native));
    folder.map_or(Ok(()), labelled::run)
}

/// The sample data of so many companies, made once.
fn data(companies: u32) -> Result<PathBuf> {
    let folder = workspace::scratch().join(format!("bench-{companies}"));
    let inputs = Digest::default().text(&companies.to_string()).sources(&["examples/sample"])?;
    let files = ["customers.csv", "events.csv"].map(|name| folder.join(name));
    stamp::once("make the data to measure on", &inputs, &files, || sample::make(companies, 1, &folder))?;
    Ok(folder)
}

fn in_wasm(bench: &str, arguments: &[&str]) -> Result<Value> {
    figures(&shell::output(node::node().arg(format!("benches/{bench}.mjs")).args(arguments))?)
}

fn natively(bench: &str, arguments: &[&str]) -> Result<Value> {
    let mut cargo = shell::cargo();
    cargo.args(["bench", "--quiet", "--package", "kehu", "--bench", bench, "--"]).args(arguments);
    figures(&shell::output(&mut cargo)?)
}

/// A bench prints its figures as one JSON object on its last line.
fn figures(output: &str) -> Result<Value> {
    let line = output.lines().last().context("the bench printed nothing")?;
    serde_json::from_str(line).with_context(|| format!("the bench printed no figures: {line}"))
}
