//! The second wasm: the maker of sample data, which imports nothing and so runs without glue.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::toolchain::Toolchain;
use super::{Options, optimise, put};
use crate::{stamp, workspace};

const WASM: &str = "sample.wasm";

/// It is loaded only to try the engine, so it may be slow.
const OPT_LEVEL: &str = "z";
const SOURCES: [&str; 5] =
    ["examples/sample", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src/package"];

/// The file in `pkg/dist`.
pub fn outputs() -> Vec<PathBuf> {
    vec![workspace::dist().join(WASM)]
}

/// Compiles and optimises.
pub fn build(toolchain: &Toolchain, options: &Options) -> Result<()> {
    let inputs = toolchain.digest(OPT_LEVEL)?.text(&format!("{options:?}")).sources(&SOURCES)?;
    stamp::once("build the sample's wasm", &inputs, &outputs(), || {
        let wasm = fs::read(toolchain.compile("kehu-sample", &[], OPT_LEVEL, options)?)?;
        put(WASM, optimise::optimise(WASM, &wasm, options)?)
    })
}
