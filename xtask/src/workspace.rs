//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder).to_owned()
}

/// A path below the root, written with `/`.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// The npm package's folder of generated files.
pub fn dist() -> PathBuf {
    path("pkg/dist")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |folder| root().join(folder))
}

/// The task runner's own folder in the target folder: stamps, sample data, intermediate files.
pub fn scratch() -> PathBuf {
    target().join("xtask")
}
