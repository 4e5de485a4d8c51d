//! A Rust toolchain that can build for `wasm32-unknown-unknown`.
//!
//! Looked for in this order: one that already can (the active toolchain, or a private sysroot from an earlier run),
//! then `rustup target add` unless `KEHU_NO_RUSTUP=1`, then Debian's compiler with the standard library built from its
//! sources.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Result;

use super::Options;
use super::sysroot::{self, Sysroots};
use crate::stamp::Digest;
use crate::{log, shell, workspace};

/// The target triple of the engine.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Long enough for the download over a slow line, short enough for a closed network that swallows packets.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// How to build for [`TARGET`].
#[derive(Debug)]
pub enum Toolchain {
    /// The active toolchain has the target.
    Active,
    /// Debian's compiler with a standard library of our own building.
    Private(Sysroots),
}

impl Toolchain {
    /// Finds or installs one.
    pub fn ensure() -> Result<Self> {
        if active_has_target() {
            return Ok(Self::Active);
        }
        if let Some(sysroots) = Sysroots::existing() {
            return Ok(Self::Private(sysroots));
        }
        if rustup_may_be_used() && rustup_adds_target() && active_has_target() {
            return Ok(Self::Active);
        }
        Sysroots::build().map(Self::Private)
    }

    /// Compiles a package's library with these features; where its wasm is.
    pub fn compile(
        &self,
        package: &str,
        features: &[&str],
        opt_level: &str,
        options: &Options,
    ) -> Result<PathBuf> {
        let (profile, folder) = if options.dev { ("dev", "debug") } else { ("release", "release") };
        let mut cargo = self.cargo("rustc", opt_level);
        cargo.args(["--crate-type", "cdylib", "--package", package, "--profile", profile]).args(features);
        shell::run(&mut cargo)?;
        let library = target_folder(opt_level).join(TARGET).join(folder).join(package.replace('-', "_"));
        Ok(library.with_extension("wasm"))
    }

    /// `cargo` for the target, with a target folder of its own, so that builds for the host stay valid. Each level of
    /// optimisation has its own, so that two can be built at once.
    pub fn cargo(&self, task: &str, opt_level: &str) -> Command {
        let mut command = shell::cargo();
        command.args([task, "--target", TARGET]).arg("--target-dir").arg(target_folder(opt_level));
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level);
        command.env("CARGO_ENCODED_RUSTFLAGS", self.flags(opt_level).join("\u{1f}")).env_remove("RUSTFLAGS");
        if let Self::Private(_) = self {
            command.env("RUSTC", sysroot::RUSTC);
        }
        command
    }

    /// What the result of a build depends on beyond the sources.
    pub fn digest(&self, opt_level: &str) -> Result<Digest> {
        let mut version = match self {
            Self::Active => active_rustc(),
            Self::Private(_) => shell::command(sysroot::RUSTC),
        };
        Ok(Digest::default().text(&shell::output(version.arg("-V"))?).text(&self.flags(opt_level).join(" ")))
    }

    /// Paths of this machine must not end up in the messages of panics: the wasm is the same wherever it is built.
    fn flags(&self, opt_level: &str) -> Vec<String> {
        let mut flags = crates_remapped();
        flags.push(remap(&workspace::root(), "/kehu"));
        if let Self::Private(sysroots) = self {
            flags.extend(sysroots.of(opt_level).flags());
        }
        flags
    }
}

fn target_folder(opt_level: &str) -> PathBuf {
    workspace::target().join(["wasm-", opt_level].concat())
}

/// The flags that name dependencies alike on every machine.
pub fn crates_remapped() -> Vec<String> {
    crate_folders().iter().map(|folder| remap(folder, "/crates")).collect()
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// Where cargo unpacks dependencies: one folder for each registry in use.
fn crate_folders() -> Vec<PathBuf> {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    let home = env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from);
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = registries.map(|registry| registry.path()).collect();
    folders.sort();
    folders
}

fn active_rustc() -> Command {
    shell::command(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn active_has_target() -> bool {
    let mut print = active_rustc();
    print.args(["--print", "target-libdir", "--target", TARGET]).stderr(Stdio::null());
    shell::output(&mut print).is_ok_and(|folder| sysroot::has_std(Path::new(folder.trim())))
}

fn rustup_may_be_used() -> bool {
    env::var("KEHU_NO_RUSTUP").map_or(true, |value| value.is_empty() || value == "0")
        && shell::is_installed("rustup")
}

fn rustup_adds_target() -> bool {
    let title = format!("rustup target add {TARGET}");
    let mut add = shell::command("rustup");
    log::step(&title, || shell::run_within(add.args(["target", "add", TARGET]), RUSTUP_LIMIT)).is_ok()
}
