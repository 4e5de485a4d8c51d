//! Debian packages, where a task needs one: installed when the task runs as root, else named for the reader to install.

use anyhow::{Result, bail};

use crate::{log, shell};

/// Makes sure that the packages are installed; `purpose` completes "needed to …".
pub fn ensure(packages: &[&str], purpose: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !shell::is_installed("apt-get") {
        bail!(
            "needed to {purpose}: {list} (the names of Debian's packages; install your system's equivalent)"
        );
    }
    if !is_root() {
        bail!("needed to {purpose}; install with: sudo apt-get install --no-install-recommends {list}");
    }
    log::step(&format!("install {list}"), || install(&missing))
}

fn is_installed(package: &str) -> bool {
    shell::output(shell::command("dpkg-query").args(["--show", "--showformat=${Status}", package]))
        .is_ok_and(|status| status.ends_with(" installed"))
}

fn is_root() -> bool {
    shell::output(shell::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn install(packages: &[&str]) -> Result<()> {
    shell::run(shell::command("apt-get").args(["update", "-q"]))?;
    let options = ["install", "-y", "-q", "--no-install-recommends"];
    shell::run(
        shell::command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(options).args(packages),
    )
}
