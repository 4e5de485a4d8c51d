//! `cargo xtask bench`.
use anyhow::Result;
use std::path::Path;
pub fn run(_: Option<&Path>) -> Result<()> {
    Ok(())
}
