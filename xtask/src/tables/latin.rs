//! Letters with marks: Latin, Greek, Cyrillic and kana.

use super::output::{List, Table};
use super::packages::python;

/// Three lines: the letters as first and last of each run of codes, what they are made of, and with which marks. So they
/// compress to half of what letter by letter takes. Canonical pairs never change once assigned (Unicode stability
/// policy), so that any recent Python gives the same.
const LETTERS: &str = r#"
import unicodedata as u
runs, bases, marks = '', '', ''
for block in (range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00), range(0x3040, 0x3100)):
    for code in block:
        c = chr(code)
        parts = u.decomposition(c).split()
        if len(parts) == 2 and parts[0][0] != '<' and u.normalize('NFC', c) == c:
            runs = runs[:-1] + c if runs and runs[-1] == chr(code - 1) else runs + c + c
            bases += chr(int(parts[0], 16))
            marks += chr(int(parts[1], 16))
print(runs, bases, marks, sep='\n')
"#;

pub fn table() -> Table {
    Table {
        name: "latin",
        about: "Letters with marks, their letters and their combining marks.",
        sources: vec!["Unicode Character Database, canonical decompositions, Unicode-3.0".to_owned()],
        build: || {
            let text = python(LETTERS, &[])?;
            let names = [
                (
                    "RUNS",
                    "Letters with marks in the order of their codes: the first and the last of each run.",
                ),
                ("BASES", "The letter below the mark of each of them."),
                ("MARKS", "The combining mark of each of them."),
            ];
            let list = |((name, about), line): ((_, _), &str)| List { name, about, text: line.to_owned() };
            Ok(names.into_iter().zip(text.lines()).map(list).collect())
        },
    }
}
