//! The house rules that a machine can check: arrows point one way, only the boundary names a host, nothing panics.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on says so by panicking

use std::fs;
use std::path::{Path, PathBuf};

use kehu::messages::Language;

/// The modules of `src/` in the order of a record's life; each may use only those before it.
const ORDER: [&str; 28] = [
    "sort",
    "digits",
    "messages",
    "named",
    "error",
    "limits",
    "reason",
    "json",
    "bytes",
    "tables",
    "text",
    "schema",
    "columns",
    "io",
    "normalize",
    "expr",
    "quality",
    "matching",
    "identity",
    "predict",
    "profile",
    "tags",
    "segments",
    "actions",
    "analytics",
    "privacy",
    "store",
    "engine",
];

/// The boundary, which may use everything.
const BOUNDARY: &str = "wasm";

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    assert!(files.len() > 50, "the sources were not found");
    files
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path, text));
        }
    }
}

/// The module that a file belongs to: `src/text/fold.rs` to `text`.
fn module(path: &Path) -> String {
    let part = path.components().nth(1).unwrap().as_os_str().to_str().unwrap();
    part.trim_end_matches(".rs").to_owned()
}

/// The code of a file: without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    before_tests.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The modules that a piece of code names as `crate::module` or in `use crate::{a, b}`.
fn used(code: &str) -> Vec<String> {
    let names = code
        .split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn arrows_point_backwards_only() {
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        if own == "lib" || own == BOUNDARY {
            continue;
        }
        let here = place(&own).unwrap_or_else(|| panic!("{} is in no known module", path.display()));
        for name in used(&code(&text)) {
            if name == BOUNDARY || place(&name).is_some_and(|there| there > here) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Folders of a module that build on each other, in that order.
const INNER: [(&str, &[&str]); 1] =
    [("expr", &["tree", "names", "subject", "forms", "answer", "compile", "sweep"])];

#[test]
fn arrows_within_a_module_point_backwards_as_well() {
    for (module, order) in INNER {
        let mut wrong = Vec::new();
        let place = |name: &str| order.iter().position(|known| *known == name);
        for (path, text) in sources() {
            let Ok(rest) = path.strip_prefix(Path::new("src").join(module)) else { continue };
            let folder = rest.components().next().and_then(|part| place(part.as_os_str().to_str()?));
            let Some(here) = folder else { continue };
            let names = code(&text).replace(&format!("crate::{module}::"), "crate::");
            let later = used(&names).into_iter().filter(|name| place(name).is_some_and(|there| there > here));
            wrong.extend(later.map(|name| format!("{} uses {name}", path.display())));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn only_the_boundary_names_a_host() {
    let hosts = [
        "wasm_bindgen",
        "js_sys",
        "web_sys",
        "std::time::SystemTime",
        "std::time::Instant",
        "std::fs",
        "std::env::",
    ];
    for (path, text) in sources().into_iter().filter(|(path, _)| module(path) != BOUNDARY) {
        for host in hosts {
            assert!(!code(&text).contains(host), "{} names {host}", path.display());
        }
    }
}

#[test]
fn nothing_panics_on_purpose() {
    let calls = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    for (path, text) in sources() {
        for call in calls {
            assert!(!code(&text).contains(call), "{} calls {call}", path.display());
        }
    }
}

/// The codes of errors and reasons in a piece of code.
fn codes(code: &str) -> Vec<&str> {
    let makers = ["Error::new(", "Reason::new(", "Held::new(", "held("];
    let after = |maker: &'static str| code.split(maker).skip(1);
    let literals = makers.into_iter().flat_map(after).filter_map(|rest| rest.split(';').next());
    let parts = literals.flat_map(|rest| rest.split('"').skip(1).step_by(2));
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    parts
        .filter(|text| text.split_once('/').is_some_and(|(area, what)| is_word(area) && is_word(what)))
        .collect()
}

#[test]
fn every_code_has_a_text() {
    let mut mute = Vec::new();
    for (path, text) in sources() {
        let code = code(&text);
        for found in codes(&code) {
            if kehu::messages::render(found, Language::Zh, |_| None) == found {
                mute.push(format!("{}: {found}", path.display()));
            }
        }
    }
    assert!(mute.is_empty(), "{mute:#?}");
    assert_eq!(codes("Error::new(\n    \"a/b\", path)"), ["a/b"]);
}

#[test]
fn files_stay_small() {
    for (path, text) in sources().into_iter().filter(|(path, _)| module(path) != "tables") {
        let lines = code(&text).lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_check_itself_can_fail() {
    assert!(
        used("use crate::{a};").is_empty(),
        "grouped imports would pass unseen, so they are refused below"
    );
    assert_eq!(used("use crate::engine::Engine; crate::text::fold()"), ["engine", "text"]);
    assert_eq!(code("let a = 1; // crate::engine\n#[cfg(test)]\nmod tests { crate::wasm }"), "let a = 1; ");
}

#[test]
fn modules_are_never_imported_in_a_group() {
    for (path, text) in sources() {
        assert!(!code(&text).contains("crate::{"), "{}: name modules one by one", path.display());
    }
}
