//! `cargo xtask lint`: formatting, lints, licences, generated tables.

use anyhow::{Result, ensure};
use clap::Args;

use crate::{log, node, shell, tables};

/// What to do about findings.
#[derive(Debug, Args)]
pub struct Options {
    /// Format instead of checking, and repair what can be repaired safely
    #[arg(long)]
    fix: bool,
}

/// Runs every check, and fails at the end when one failed.
pub fn run(options: &Options) -> Result<()> {
    if options.fix { fix() } else { check() }
}

fn fix() -> Result<()> {
    log::step("cargo fmt", || shell::run(shell::cargo().args(["fmt", "--all"])))?;
    log::step("biome", || biome(&["check", "--write"]))
}

/// A name and what to run.
type Check = (&'static str, fn() -> Result<()>);

fn check() -> Result<()> {
    let checks: [Check; 5] = [
        ("cargo fmt", rust_format),
        ("cargo clippy", rust_lints),
        ("biome", || biome(&["ci"])),
        ("cargo deny", licences),
        ("generated tables", || tables::run(true)),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        if let Err(error) = log::step(name, check) {
            log::note(format!("{error:#}"));
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

fn rust_format() -> Result<()> {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn rust_lints() -> Result<()> {
    let scope = ["clippy", "--quiet", "--workspace", "--all-targets", "--all-features"];
    shell::run(shell::cargo().args(scope).args(["--", "-D", "warnings"]))
}

fn biome(task: &[&str]) -> Result<()> {
    shell::run(node::tool("biome")?.args(task).arg("--colors=off"))
}

fn licences() -> Result<()> {
    if !shell::is_installed("cargo-deny") {
        log::note(
            "not installed, so licences and advisories are unchecked: cargo install cargo-deny --locked",
        );
        return Ok(());
    }
    // Advisories need the network; they are checked where that is at hand, with `cargo deny check`.
    shell::run(shell::cargo().args(["deny", "check", "bans", "licenses", "sources"]))
}
