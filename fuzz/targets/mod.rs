//! What is fuzzed: a name and a function each, shared by the fuzzer (`fuzz/fuzz.rs`) and by the tests, which replay
//! every past finding and a short random run on each change (`tests/fuzz.rs`).
//!
//! A target takes any bytes. It panics when the engine panics, and when an answer breaks a promise that is checked
//! here without knowing the right answer: a canonical value stays as it is, chunks do not matter, a snapshot holds all.

pub mod conditions;
pub mod files;
pub mod operations;
pub mod seeds;
pub mod stored;
pub mod values;

use kehu::engine::{Engine, Options};
use kehu::schema::FieldKind;
use kehu::schema::ruleset::Ruleset;
use std::sync::LazyLock;

/// The end of a working day; nothing asks for more.
pub const NOW: &str = "2026-06-30T09:00:00+08:00";

type Target = fn(&[u8]);

/// The targets besides one for each kind of field.
const OTHERS: [(&str, Target); 8] = [
    ("clean", files::clean),
    ("condition", conditions::condition),
    ("csv", files::csv),
    ("journal", stored::journal),
    ("ndjson", files::ndjson),
    ("operations", operations::operations),
    ("ruleset", conditions::ruleset),
    ("snapshot", stored::snapshot),
];

/// The names of all targets.
pub fn names() -> impl Iterator<Item = &'static str> {
    FieldKind::ALL.iter().map(|kind| kind.name()).chain(OTHERS.iter().map(|(name, _)| *name))
}

/// Runs a target on an input.
pub fn run(name: &str, data: &[u8]) {
    match (FieldKind::from_name(name), OTHERS.iter().find(|(other, _)| *other == name)) {
        (Some(kind), _) => values::value(kind, data),
        (None, Some((_, target))) => target(data),
        (None, None) => panic!("no target {name:?}; there are: {}", names().collect::<Vec<_>>().join(" ")),
    }
}

static PRESET: LazyLock<Ruleset> =
    LazyLock::new(|| Ruleset::preset("b2b-cn").unwrap_or_else(|error| panic!("{error}")));

/// The ruleset that most targets run with.
pub fn preset() -> Ruleset {
    PRESET.clone()
}

/// An empty engine.
pub fn engine() -> Engine {
    Engine::new(preset(), Options::default()).unwrap_or_else(|error| panic!("{error}"))
}
