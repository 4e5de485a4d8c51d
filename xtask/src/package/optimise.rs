//! `wasm-opt`, from npm's binaryen: Debian's is years older than the features that rustc emits.

use std::fs;

use anyhow::Result;

use super::Options;
use crate::{node, shell, workspace};

/// What rustc's default wasm features need.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// All but small functions stay what they are although there is but one place that calls them. Browsers make those
/// functions quick that are called often: inside of one that is called once and runs long, a loop runs as it was first
/// compiled. It compresses better, too. `docs/decisions.md` has the figures.
const KEPT: [&str; 2] = ["--one-caller-inline-max-function-size", "30"];

/// Nothing lies at the first addresses: the linker puts the stack there, which grows down and would reach them last. So what is
/// added to an address can become part of the access, for no sum wraps around to one that is used.
const LOW: &str = "--low-memory-unused";

/// Makes a wasm smaller and faster; a development build stays as it is. The name tells its files from those of others that
/// are made at the same time.
pub fn optimise(name: &str, wasm: &[u8], options: &Options) -> Result<Vec<u8>> {
    if options.dev {
        return Ok(wasm.to_vec());
    }
    let folder = workspace::scratch();
    fs::create_dir_all(&folder)?;
    let file = |state: &str| folder.join([state, name].join("-"));
    let (before, after) = (file("before"), file("after"));
    fs::write(&before, wasm)?;
    let mut tool = node::tool("wasm-opt")?;
    shell::run(tool.args(["-O3", LOW]).args(KEPT).args(FEATURES).arg(&before).arg("-o").arg(&after))?;
    Ok(fs::read(after)?)
}
