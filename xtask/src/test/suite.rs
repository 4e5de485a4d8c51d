//! The suites and what each needs before it can run.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::ValueEnum;

use super::boundary;
use super::tally::Tally;
use crate::{debian, demo, node, package, shell, workspace};

/// A group of tests that run alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Suite {
    /// Unit tests, properties, cases and documentation examples, natively
    Native,
    /// The ceilings of what a visitor downloads
    Size,
    /// The boundary without the package around it, in Node, or in Chromium with `KEHU_TEST_BROWSER=1`
    Boundary,
    /// The built package in Node
    Js,
    /// The packed package in bundlers, type checkers, edge runtimes and browsers
    Packaging,
    /// The example of an edge worker
    Worker,
    /// The demo page in Chromium
    Browser,
}

impl Suite {
    /// In the order in which they run.
    pub const ALL: [Self; 7] =
        [Self::Native, Self::Size, Self::Boundary, Self::Js, Self::Packaging, Self::Worker, Self::Browser];

    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Size => "size",
            Self::Boundary => "boundary",
            Self::Js => "js",
            Self::Packaging => "packaging",
            Self::Worker => "worker",
            Self::Browser => "browser",
        }
    }

    /// Prepares and runs.
    pub fn run(self) -> Result<Tally> {
        match self {
            Self::Native => return cargo_test(),
            Self::Boundary => return boundary::run(),
            _ => {}
        }
        package::run(&package::RELEASE)?;
        node::install(&workspace::path("tests"))?;
        if matches!(self, Self::Packaging | Self::Browser) {
            ensure_browser()?;
        }
        if self == Self::Browser {
            demo::build_page()?;
        }
        node_test(&self.files()?)
    }

    fn files(self) -> Result<Vec<PathBuf>> {
        match self {
            Self::Size => Ok(vec![workspace::path("tests/size.test.mjs")]),
            _ => node::test_files(&workspace::path("tests").join(self.name())),
        }
    }
}

/// The tests take Debian's Chromium, or the one that `CHROMIUM` names.
fn ensure_browser() -> Result<()> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new("/usr/bin/chromium").exists() {
        return Ok(());
    }
    debian::ensure(&["chromium"], "test in a browser (or set CHROMIUM to the path of one)")
}

fn cargo_test() -> Result<Tally> {
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    let mut tally = Tally::default();
    let status = shell::watch(&mut cargo, |line| tally.see_cargo(line))?;
    Ok(tally.with_status(status))
}

fn node_test(files: &[PathBuf]) -> Result<Tally> {
    ensure!(!files.is_empty(), "no test files");
    let mut node = node::node();
    // Node alone would leave a core idle.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    node.args(["--test", "--test-reporter=spec", &format!("--test-concurrency={cores}")]).args(files);
    let mut tally = Tally::default();
    let status = shell::watch(&mut node, |line| tally.see_node(line))?;
    Ok(tally.with_status(status))
}
