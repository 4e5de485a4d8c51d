//! `cargo xtask fuzz`: libFuzzer over the targets of `fuzz/targets`, on a stable compiler.
//!
//! The compiler marks the ways through the code by flags that are stable; only the address sanitizer is not, and a
//! crate without `unsafe` gains little by it. So neither a nightly toolchain nor another tool is needed, only a C++
//! compiler for libFuzzer itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use clap::Args;

use crate::{log, shell, workspace};

/// What to fuzz and for how long.
#[derive(Debug, Args)]
pub struct Options {
    /// Targets, such as `phone` or `operations`; all of them when none is named
    targets: Vec<String>,
    /// Seconds a target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

/// As `cargo fuzz` does it; see there, `project.rs`.
const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// Seconds that one input may take, and megabytes.
const LIMITS: [&str; 2] = ["-timeout=2", "-rss_limit_mb=1024"];

/// Fuzzes one target after the other; a finding does not keep the next from its turn.
pub fn run(options: &Options) -> Result<()> {
    let fuzzer = log::step("build the fuzzer", build)?;
    let targets = if options.targets.is_empty() { all(&fuzzer)? } else { options.targets.clone() };
    let mut found = Vec::new();
    for target in &targets {
        let title = format!("fuzz {target} for {} s", options.seconds);
        if log::step(&title, || fuzz(&fuzzer, target, options.seconds)).is_err() {
            found.push(target.as_str());
        }
    }
    ensure!(
        found.is_empty(),
        "findings in: {}; mend each, and keep its input in fuzz/regressions/TARGET/",
        found.join(" ")
    );
    Ok(())
}

/// Naming the host's target keeps the flags away from build scripts and macros.
fn build() -> Result<PathBuf> {
    let host = host()?;
    let mut cargo = shell::cargo();
    cargo.args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    cargo.arg("--target-dir").arg(folder("build"));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")).env_remove("RUSTFLAGS");
    shell::run(&mut cargo)?;
    Ok(folder("build").join(host).join("release/fuzz"))
}

fn host() -> Result<String> {
    let version = shell::output(shell::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.unwrap_or("x86_64-unknown-linux-gnu").to_owned())
}

/// The fuzzer tells its targets when it is asked for one that it does not have.
fn all(fuzzer: &Path) -> Result<Vec<String>> {
    let names = shell::output(shell::command(fuzzer).env("KEHU_FUZZ_TARGET", "?"))?;
    Ok(names.split_whitespace().map(str::to_owned).collect())
}

/// The corpus grows from run to run; findings lie beside it.
fn fuzz(fuzzer: &Path, target: &str, seconds: u32) -> Result<()> {
    let [corpus, findings] = ["corpus", "findings"].map(|name| folder(name).join(target));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&findings)?;
    let past = workspace::path("fuzz/regressions").join(target);
    let mut command: Command = shell::command(fuzzer);
    command.env("KEHU_FUZZ_TARGET", target).env("KEHU_FUZZ_SEEDS", &corpus);
    command.args(LIMITS).arg(format!("-max_total_time={seconds}")).arg("-print_final_stats=1");
    command.arg(format!("-artifact_prefix={}/", findings.display())).arg("-verbosity=0");
    command.arg(&corpus).args(past.is_dir().then_some(&past));
    shell::run(&mut command)
}

fn folder(name: &str) -> PathBuf {
    workspace::target().join("fuzz").join(name)
}
