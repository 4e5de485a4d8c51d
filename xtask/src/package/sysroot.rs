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

/// How the standard library is compiled.
struct Recipe {
    /// What its folder is called after the compiler's version; the number changes with the recipe.
    folder: &'static str,
    opt_level: &'static str,
    features: &'static str,
}

const QUICK: Recipe = Recipe { folder: "abort-2", opt_level: "3", features: "" };
const SMALL: Recipe = Recipe { folder: "abort-small-1", opt_level: "z", features: "optimize_for_size" };

/// A standard library for speed, and one for size.
#[derive(Debug)]
pub struct Sysroots {
    quick: Sysroot,
    small: Sysroot,
}

impl Sysroots {
    /// Those of an earlier run, for the compiler as it is now.
    pub fn existing() -> Option<Self> {
        let version = version()?;
        let existing = |recipe| Some(Sysroot::of(&version, recipe)).filter(Sysroot::is_there);
        Some(Self { quick: existing(&QUICK)?, small: existing(&SMALL)? })
    }

    /// Installs the compiler and its sources where they are missing, and builds.
    pub fn build() -> Result<Self> {
        debian::ensure(&PACKAGES, "build for wasm without rustup")?;
        let version = version().context("/usr/bin/rustc does not tell its version")?;
        Ok(Self { quick: Sysroot::made(&version, &QUICK)?, small: Sysroot::made(&version, &SMALL)? })
    }

    /// The one for code of that level of optimisation.
    pub fn of(&self, opt_level: &str) -> &Sysroot {
        if opt_level == SMALL.opt_level { &self.small } else { &self.quick }
    }
}

/// A folder that `rustc --sysroot` takes.
#[derive(Debug)]
pub struct Sysroot(PathBuf);

impl Sysroot {
    fn of(version: &str, recipe: &Recipe) -> Self {
        Self(base().join([version, recipe.folder].join("-")))
    }

    fn made(version: &str, recipe: &Recipe) -> Result<Self> {
        let sysroot = Self::of(version, recipe);
        if !sysroot.is_there() {
            log::step("build the standard library for wasm (about a minute, once)", || sysroot.fill(recipe))?;
        }
        Ok(sysroot)
    }

    fn is_there(&self) -> bool {
        has_std(&self.libraries()) && Path::new(LINKER).exists()
    }

    /// What makes the compiler use it.
    pub fn flags(&self) -> [String; 2] {
        [format!("--sysroot={}", self.0.display()), format!("-Clinker={LINKER}")]
    }

    fn libraries(&self) -> PathBuf {
        self.0.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Builds beside the final place and moves there, so that a broken build is never taken for a sysroot.
    fn fill(&self, recipe: &Recipe) -> Result<()> {
        let work = self.0.with_extension(format!("building-{}", std::process::id()));
        let built = build_std(&work, recipe)?;
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
fn build_std(work: &Path, recipe: &Recipe) -> Result<PathBuf> {
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("Cargo.toml"), SEED)?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    let mut build = shell::command(CARGO);
    build.args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    build.arg("--target-dir").arg(work.join("target")).current_dir(work);
    if !recipe.features.is_empty() {
        build.arg(["-Zbuild-std-features=", recipe.features].concat());
    }
    build.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", recipe.opt_level);
    // The -Z flags are the one way to build std; only Debian's own compiler and sources meet here.
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
