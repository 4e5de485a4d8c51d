//! `cargo xtask package`: from the Rust sources to the npm package in `pkg/`.

mod data;
mod engine;
mod glue;
mod optimise;
mod sample;
mod sizes;
mod sysroot;
pub mod toolchain;
mod unheard;

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::stamp::{self, Digest};
use crate::{log, node, shell, workspace};
use toolchain::Toolchain;

/// How to build the package.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Options {
    /// Quick to build, slow to run: no optimisation of the wasm
    #[arg(long)]
    pub dev: bool,
}

/// The options of everything that is measured, tested or published.
pub const RELEASE: Options = Options { dev: false };

/// Builds the package; what has not changed since the last run is left as it is.
pub fn run(options: &Options) -> Result<()> {
    let _lock = lock()?;
    fs::create_dir_all(workspace::dist())?;
    node::install(&workspace::root())?;
    node::install(&workspace::path("tests"))?;
    let toolchain = Toolchain::ensure()?;
    engine::build(&toolchain, options)?;
    sample::build(&toolchain, options)?;
    data::write()?;
    assemble()?;
    log::note(sizes::table()?);
    Ok(())
}

/// Two builds at a time would mix their files in `pkg/dist`.
fn lock() -> Result<File> {
    let folder = workspace::path("target");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("package.lock"))?;
    if lock.try_lock().is_err() {
        log::step("wait for another build of the package", || Ok(lock.lock()?))?;
    }
    Ok(lock)
}

/// The package's own script turns the engine's files into the entries of each host, and the schemas into types.
fn assemble() -> Result<()> {
    let inputs = Digest::default().sources(&["pkg"])?;
    let inputs = generated().iter().try_fold(inputs, |digest, file| digest.path(file))?;
    let outputs = [workspace::path("pkg/dist")];
    stamp::once("assemble pkg/", &inputs, &outputs, || {
        shell::run(node::node().arg(workspace::path("pkg/scripts/build.mjs")))
    })
}

/// What this crate puts into `pkg/dist` for the script.
fn generated() -> Vec<PathBuf> {
    [engine::outputs(), sample::outputs(), data::outputs()].concat()
}

/// Writes a file of `pkg/dist`.
fn put(name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    let file = workspace::dist().join(name);
    fs::write(&file, content).with_context(|| format!("cannot write {}", file.display()))
}
