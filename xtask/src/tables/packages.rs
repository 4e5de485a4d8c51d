//! Registry packages: fetched with the ordinary clients, unpacked once, read from the cache afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{shell, workspace};

/// Which client fetches a package, and in which form.
#[derive(Clone, Copy)]
pub enum Registry {
    Npm,
    PyPi,
    /// A source distribution from PyPI.
    PyPiSource,
}

/// One published version of a package, with what its licence and date are.
pub struct Package {
    pub registry: Registry,
    pub name: &'static str,
    pub version: &'static str,
    pub licence: &'static str,
    /// The day of the newest file in it; empty where the package does not tell.
    pub date: &'static str,
}

impl Package {
    /// How the headers of generated files name it.
    pub fn citation(&self) -> String {
        let registry = if matches!(self.registry, Registry::Npm) { "npm" } else { "PyPI" };
        let date = if self.date.is_empty() { String::new() } else { format!(", of {}", self.date) };
        format!("{registry} {}@{}, {}{date}", self.name, self.version, self.licence)
    }

    /// The folder that holds the unpacked package.
    pub fn folder(&self) -> Result<PathBuf> {
        let home = cache().join(format!("{}-{}", self.name.replace(['@', '/'], "_"), self.version));
        let files = home.join("files");
        if !files.is_dir() {
            let archive = self.fetch(&home.join("archive"))?;
            unpack(&archive, &files)?;
        }
        Ok(files)
    }

    /// The text of a file inside the package.
    pub fn read(&self, path: &str) -> Result<String> {
        let path = self.folder()?.join(path);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }

    fn fetch(&self, target: &Path) -> Result<PathBuf> {
        fs::create_dir_all(target)?;
        let mut client = match self.registry {
            Registry::Npm => npm(self),
            Registry::PyPi => pip(self, "--only-binary=:all:"),
            Registry::PyPiSource => pip(self, "--no-binary=:all:"),
        };
        shell::run(client.current_dir(target))?;
        let mut files = fs::read_dir(target)?;
        let file = files.next().with_context(|| format!("{} brought no file", self.name))??;
        Ok(file.path())
    }
}

fn cache() -> PathBuf {
    workspace::path("target/tables-cache")
}

fn npm(package: &Package) -> Command {
    let mut command = shell::command("npm");
    command.args(["pack", "--silent", &format!("{}@{}", package.name, package.version)]);
    command
}

fn pip(package: &Package, form: &str) -> Command {
    let mut command = shell::command("python3");
    command.args(["-m", "pip", "download", "--quiet", "--no-deps", form]);
    command.arg(format!("{}=={}", package.name, package.version));
    command
}

fn unpack(archive: &Path, target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    let mut tool = if archive.extension().is_some_and(|extension| extension == "whl") {
        let mut python = shell::command("python3");
        python.args(["-m", "zipfile", "-e"]).arg(archive).arg(".");
        python
    } else {
        let mut tar = shell::command("tar");
        tar.arg("xzf").arg(archive).arg("--strip-components=1");
        tar
    };
    shell::run(tool.current_dir(target))
}

/// Runs a Python script, with arguments, and returns the lines it prints.
pub fn python(script: &str, arguments: &[&str]) -> Result<String> {
    shell::output(shell::command("python3").args(["-c", script]).args(arguments))
}

/// Runs a JavaScript expression in Node and returns what it prints.
pub fn node(script: &str, arguments: &[&str]) -> Result<String> {
    shell::output(shell::command("node").args(["-e", script]).args(arguments))
}
