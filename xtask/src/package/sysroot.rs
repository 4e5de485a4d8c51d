//! A private sysroot: the standard library for wasm, built once from Debian's sources with Debian's compiler.
//!
//! It lies outside of cargo's target folder, so that `cargo clean` keeps it, and under the compiler's version, because
//! cargo does not notice when a sysroot changes in place.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::toolchain::{self, TARGET};
use crate::{debian, log, shell, workspace};

/// Debian's compiler.
pub const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// The linker of the last package. Debian's compiler looks for one named `rust-lld`, which no package brings.
const LINKER: &str = "/usr/lib/llvm-22/bin/wasm-ld";

/// A folder that `rustc --sysroot` takes.
#[derive(Debug)]
pub struct Sysroot(PathBuf);

impl Sysroot {
    /// The one of an earlier run, for the compiler as it is now.
    pub fn existing() -> Option<Self> {
        let sysroot = Self(base().join(folder_name(&version()?)));
        (has_std(&sysroot.libraries()) && Path::new(LINKER).exists()).then_some(sysroot)
    }

    /// Installs the compiler and its sources where they are missing, and builds.
    pub fn build() -> Result<Self> {
        debian::ensure(&PACKAGES, "build for wasm without rustup")?;
        if let Some(sysroot) = Self::existing() {
            return Ok(sysroot);
        }
        let version = version().context("/usr/bin/rustc does not tell its version")?;
        let sysroot = Self(base().join(folder_name(&version)));
        log::step("build the standard library for wasm (about a minute, once)", || sysroot.fill())?;
        Ok(sysroot)
    }

    /// What makes the compiler use it.
    pub fn flags(&self) -> [String; 2] {
        [format!("--sysroot={}", self.0.display()), format!("-Clinker={LINKER}")]
    }

    fn libraries(&self) -> PathBuf {
        self.0.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Builds beside the final place and moves there, so that a broken build is never taken for a sysroot.
    fn fill(&self) -> Result<()> {
        let work = self.0.with_extension(format!("building-{}", std::process::id()));
        let built = build_std(&work)?;
        let partial = Self(work.join("sysroot"));
        fs::create_dir_all(partial.libraries())?;
        for library in libraries_in(&built)? {
            let name = library.file_name().context("a library without a name")?;
            fs::copy(&library, partial.libraries().join(name))?;
        }
        let _ = fs::remove_dir_all(&self.0);
        fs::rename(&partial.0, &self.0).with_context(|| format!("cannot make {}", self.0.display()))?;
        Ok(fs::remove_dir_all(&work)?)
    }
}

/// Whether a folder of libraries holds the standard library.
pub fn has_std(folder: &Path) -> bool {
    libraries_in(folder).is_ok_and(|files| files.iter().any(|file| file_name(file).starts_with("libstd-")))
}

/// Builds std as the dependency of an empty crate. Its bitcode is kept, which link-time optimisation needs.
fn build_std(work: &Path) -> Result<PathBuf> {
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("Cargo.toml"), SEED)?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    let mut build = shell::command(CARGO);
    build.args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    build.arg("--target-dir").arg(work.join("target")).current_dir(work);
    // The -Z flag is the one way to build std; only Debian's own compiler and sources meet here.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", RUSTC);
    let flags = [toolchain::crates_remapped(), vec!["-Cembed-bitcode=yes".to_owned()]].concat();
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")).env_remove("CARGO_TARGET_DIR");
    shell::run(&mut build)?;
    Ok(work.join("target").join(TARGET).join("release/deps"))
}

const SEED: &str = r#"[package]
name = "seed"
version = "0.0.0"
edition = "2024"

[profile.release]
codegen-units = 1

[workspace]
"#;

/// The libraries of a folder without the empty crate's own.
fn libraries_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let paths = entries.iter().map(fs::DirEntry::path);
    Ok(paths.filter(|path| is_library(path) && !file_name(path).starts_with("libseed-")).collect())
}

fn is_library(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rlib")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The compiler's version, how panics end, and a number that changes with the recipe of [`build_std`].
fn folder_name(version: &str) -> String {
    format!("{version}-abort-2")
}

/// `1.96.0` of `rustc 1.96.0 (…)`.
fn version() -> Option<String> {
    let text = shell::output(shell::command(RUSTC).arg("-V")).ok()?;
    text.split(' ').nth(1).map(str::to_owned)
}

fn base() -> PathBuf {
    let cache = || Some(env::home_dir()?.join(".cache/kehu/wasm-sysroot"));
    let chosen = env::var_os("KEHU_WASM_SYSROOT").map(PathBuf::from).or_else(cache);
    chosen.unwrap_or_else(|| workspace::path("target/wasm-sysroot"))
}
