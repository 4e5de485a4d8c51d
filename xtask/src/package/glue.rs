//! What becomes of the glue that `wasm-bindgen` writes.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{node, shell, workspace};

/// `instanceof` is false for a module or an instance of another realm, such as an edge sandbox or a test
/// environment with a window of its own; the class name in the tag is the same everywhere.
const PATCHES: [(&str, &str); 2] = [
    (
        "module instanceof WebAssembly.Module",
        "Object.prototype.toString.call(module) === '[object WebAssembly.Module]'",
    ),
    (
        "instance instanceof WebAssembly.Instance",
        "Object.prototype.toString.call(instance) === '[object WebAssembly.Instance]'",
    ),
];

/// Applies every repair exactly as often as the glue of the pinned version needs it, so that a new version cannot
/// drop one in silence.
pub fn patch(glue: &str) -> Result<String> {
    PATCHES.iter().try_fold(glue.to_owned(), |text, (from, to)| {
        let count = text.matches(from).count();
        ensure!(count == EXPECTED, "the glue holds `{from}` {count} times, not {EXPECTED}");
        Ok(text.replace(from, to))
    })
}

const EXPECTED: usize = 1;

/// Takes away what only a reader of the glue needs, who has the types in its place, and what it would
/// write to the console: a third of it to download.
pub fn minify(file: &Path) -> Result<()> {
    let mut tool = node::node();
    tool.arg(workspace::path("tests/node_modules/.bin/esbuild")).arg(file).arg("--minify");
    tool.args([
        "--format=esm",
        "--charset=utf8",
        "--drop:console",
        "--log-level=warning",
        "--allow-overwrite",
    ]);
    shell::run(tool.arg(format!("--outfile={}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "
        if (instance instanceof WebAssembly.Instance) { return { instance, module }; }
        if (!(module instanceof WebAssembly.Module)) { module = new WebAssembly.Module(module); }";

    #[test]
    fn both_checks_are_replaced() {
        let patched = patch(GLUE).unwrap();
        assert!(!patched.contains("instanceof"), "{patched}");
        assert!(
            patched
                .contains("if (!(Object.prototype.toString.call(module) === '[object WebAssembly.Module]'))")
        );
    }

    #[test]
    fn a_missing_or_repeated_check_is_an_error() {
        for glue in [GLUE.replace("module instanceof", "module is"), GLUE.repeat(2)] {
            let error = patch(&glue).unwrap_err().to_string();
            assert!(error.contains("times, not 1"), "{error}");
        }
    }
}
