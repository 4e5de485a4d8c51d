//! Node and npm: installing exactly what a lock file names, and running scripts and tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::stamp::Digest;
use crate::{log, shell, workspace};

/// A `node` command in the root of the checkout.
pub fn node() -> Command {
    shell::command("node")
}

/// The package's command line.
pub fn kehu() -> Command {
    let mut command = node();
    command.arg(workspace::path("pkg/bin/kehu.js"));
    command
}

/// An `npm` command in `folder`.
pub fn npm(folder: &Path) -> Command {
    let mut command = shell::command("npm");
    command.current_dir(folder);
    command
}

/// A tool of the root's `package.json`, as a `node` command.
pub fn tool(name: &str) -> Result<Command> {
    install(&workspace::root())?;
    let mut command = node();
    command.arg(workspace::path("node_modules/.bin").join(name));
    Ok(command)
}

/// Installs what the lock file of `folder` names, unless it is there already. Packages run no scripts of their own.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    ensure!(lock.is_file(), "{} is missing", lock.display());
    ensure!(shell::is_installed("npm"), "Node 20 or newer and npm are needed");
    let digest = Digest::default().path(&lock)?.finish();
    let stamp = folder.join("node_modules/.lock-digest");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == digest) {
        return Ok(());
    }
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    log::step(&format!("npm ci in {}", display(folder)), || shell::run(npm(folder).args(options)))?;
    fs::create_dir_all(folder.join("node_modules"))?;
    fs::write(&stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))
}

/// The test files (`*.test.mjs`, `*.test.js`) below a folder, in the order of their names.
pub fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for path in entries.iter().map(fs::DirEntry::path).filter(|path| !path.ends_with("node_modules")) {
        if path.is_dir() {
            found.extend(test_files(&path)?);
        } else if is_test(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

fn is_test(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    [".test.mjs", ".test.js", ".test.cjs"].iter().any(|ending| name.ends_with(ending))
}

fn display(folder: &Path) -> String {
    match folder.strip_prefix(workspace::root()) {
        Ok(relative) if relative.as_os_str().is_empty() => "the root".to_owned(),
        Ok(relative) => relative.display().to_string(),
        Err(_) => folder.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_files_are_told_by_their_names() {
        for (name, expected) in
            [("a.test.mjs", true), ("a.test.js", true), ("test.mjs", false), ("a.mjs", false)]
        {
            assert_eq!(is_test(Path::new(name)), expected, "{name}");
        }
    }
}
