//! The tests of `src/wasm` on the host it is for. The usual runner takes ten minutes to install; binding is a library
//! that the package is built with anyway, and running is a page of JavaScript (`tests/boundary/run.mjs`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use super::tally::Tally;
use crate::package::toolchain::Toolchain;
use crate::{node, shell, workspace};

/// Builds, binds and runs.
pub fn run() -> Result<Tally> {
    node::install(&workspace::path("tests"))?;
    let wasm = compile(&Toolchain::ensure()?)?;
    let folder = workspace::scratch().join("boundary");
    bind(&wasm, &folder)?;
    let mut tests = node::node();
    tests.arg("tests/boundary/run.mjs").arg(&folder);
    let mut tally = Tally::default();
    let status = shell::watch(&mut tests, |line| tally.see_cargo(line))?;
    Ok(tally.with_status(status))
}

/// The test's wasm; cargo tells where it is.
fn compile(toolchain: &Toolchain) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo("test", "s");
    cargo.args(["--package", "kehu", "--features", "wasm", "--test", "boundary", "--no-run", "--quiet"]);
    let messages = shell::output(cargo.arg("--message-format=json-render-diagnostics"))?;
    let executable = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    };
    messages.lines().find_map(executable).context("cargo built no test")
}

fn bind(wasm: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).web(true)?.typescript(false).out_name("boundary");
    bindgen.generate(folder).context("wasm-bindgen failed")
}
