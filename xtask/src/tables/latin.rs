//! Letters with marks: Latin, Greek, Cyrillic and kana.

use super::output::{List, Table};
use super::packages::python;

/// Canonical pairs never change once assigned (Unicode stability policy), so that any recent Python gives the same.
const PAIRS: &str = r#"
import unicodedata as u
for block in (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00), range(0x3040, 0x3100)):
    for code in block:
        c = chr(code)
        parts = u.decomposition(c).split()
        if len(parts) == 2 and parts[0][0] != '<' and u.normalize('NFC', c) == c:
            print(c + ''.join(chr(int(p, 16)) for p in parts))
"#;

pub fn table() -> Table {
    Table {
        name: "latin",
        about: "Letters with marks, each followed by its letter and its combining mark.",
        sources: vec!["Unicode Character Database, canonical decompositions, Unicode-3.0".to_owned()],
        build: || {
            let text = python(PAIRS, &[])?.lines().collect();
            Ok(vec![List {
                name: "PAIRS",
                about: "Triples: composed letter, base letter, combining mark.",
                text,
            }])
        },
    }
}
