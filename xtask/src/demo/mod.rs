//! `cargo xtask demo`: everything on this machine, from the sources to a page with data.

mod csp;
mod media;
mod pipeline;
mod server;

use std::process::{Command, Stdio};

use anyhow::Result;
use clap::Args;

use crate::stamp::{self, Digest};
use crate::{log, node, package, shell, workspace};
use server::Server;

/// How to show the page.
#[derive(Debug, Args)]
pub struct Options {
    /// The port on this machine to serve at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Do not open the page in a browser
    #[arg(long)]
    no_open: bool,
    /// Ask for the page once instead of serving on, to see that it works
    #[arg(long)]
    once: bool,
}

/// Builds, runs the pipeline and serves.
pub fn run(options: &Options) -> Result<()> {
    package::run(&package::RELEASE)?;
    pipeline::run()?;
    build_page()?;
    let server = Server::bind(options.port, &workspace::path("www/dist"))?;
    println!("the demo page: {}", server.url());
    if options.once {
        return server.answer_own_request();
    }
    if !options.no_open {
        open(&server.url());
    }
    println!("Ctrl-C ends it");
    server.serve()
}

/// Builds `www/dist`.
pub fn build_page() -> Result<()> {
    let folder = workspace::path("www");
    node::install(&folder)?;
    let inputs = Digest::default().sources(&["www", "pkg"])?.path(&workspace::dist())?;
    stamp::once("build the demo page", &inputs, &[folder.join("dist")], || {
        shell::run(node::npm(&folder).args(["run", "--silent", "build"]))
    })
}

/// A convenience: a machine without a desktop shows the address and nothing happens.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if !shell::is_installed(opener) {
        return;
    }
    let opened = Command::new(opener).arg(url).stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    if opened.is_err() {
        log::note("the browser could not be opened");
    }
}
