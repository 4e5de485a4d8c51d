//! The project's task runner; `cargo xtask --help` lists the tasks.

mod bench;
mod debian;
mod demo;
mod fuzz;
mod lint;
mod log;
mod node;
mod package;
mod sample;
mod shell;
mod stamp;
mod tables;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, tests, shows and measures the project.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build the npm package in `pkg/`
    Package(package::Options),
    /// Run every test, or only the named suites
    Test {
        /// Suites to run; all of them when none is named
        #[arg(value_enum)]
        suites: Vec<test::Suite>,
    },
    /// Build the package, run the pipeline on sample data and serve the demo page
    Demo(demo::Options),
    /// Measure size, start-up, the whole pipeline and the check at entry, in wasm and natively
    Bench(bench::Options),
    /// Search for inputs that break a promise
    Fuzz(fuzz::Options),
    /// Check formatting, lints, licences and generated tables
    Lint(lint::Options),
    /// Make a realistic dirty B2B data set with its truth
    Sample(sample::Options),
    /// Generate the data tables of `src/tables/`
    Tables {
        /// Fail when a committed table differs from what would be generated
        #[arg(long)]
        check: bool,
    },
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Test { suites } => return Ok(test::run(&suites)),
        Task::Package(options) => package::run(&options)?,
        Task::Demo(options) => demo::run(&options)?,
        Task::Bench(options) => bench::run(&options)?,
        Task::Fuzz(options) => fuzz::run(&options)?,
        Task::Lint(options) => lint::run(&options)?,
        Task::Sample(options) => sample::run(&options)?,
        Task::Tables { check } => tables::run(check)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
