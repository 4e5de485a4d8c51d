//! The string kernels beside those of strsim and rapidfuzz.

use anyhow::Result;

use crate::{shell, workspace};

/// Builds the bench, which is a workspace of its own, in a corner of the target folder, and runs it.
pub fn run() -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args([
        "run",
        "--quiet",
        "--release",
        "--manifest-path",
        "benches/kernels/Cargo.toml",
        "--target-dir",
    ]);
    shell::run(cargo.arg(workspace::target().join("kernels-bench")))
}
